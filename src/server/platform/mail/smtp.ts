/** The way out for mails: one SMTP conversation per mail. */
import { createTransport, type NodemailerError } from "nodemailer";

type OutgoingMail = {
  /** `Name <address>` or an address. */
  from: string;
  /** One address. */
  to: string;
  subject: string;
  bodyText: string;
  /** The same at every try, so that a receiver may recognise a mail that came twice. */
  messageId: string;
};

/** `unreachable`: the server, not this mail, is the trouble; the next mail would fare the same. */
type SendOutcome = { accepted: true } | { accepted: false; unreachable: boolean; reason: string };

export type SendMail = (mail: OutgoingMail) => Promise<SendOutcome>;

const connectMilliseconds = 10_000;
const longestMilliseconds = 60_000;
const troubleOfServer = new Set(["ECONNECTION", "ESOCKET", "ETIMEDOUT", "EDNS", "ETLS", "EPROTOCOL", "EABORT", "EAUTH", "ENOAUTH", "EPROXY", "ECONFIG"]);

export function smtpSender(smtpUrl: string): SendMail {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: connectMilliseconds,
    greetingTimeout: connectMilliseconds,
    dnsTimeout: connectMilliseconds,
    socketTimeout: longestMilliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async (mail) => {
    try {
      await transport.sendMail({
        from: mail.from,
        // As an object it is one address, whatever stands in it; header values are encoded, so that none begins a second header.
        to: { name: "", address: mail.to },
        subject: mail.subject,
        text: mail.bodyText,
        messageId: mail.messageId,
        // RFC 3834: nobody's absence note answers it.
        headers: { "Auto-Submitted": "auto-generated" },
        signal: AbortSignal.timeout(longestMilliseconds),
      });
      return { accepted: true };
    } catch (error) {
      const { code = "", message } = error as NodemailerError;
      return { accepted: false, unreachable: troubleOfServer.has(code), reason: message.replaceAll(/\p{Cc}+/gu, " ").slice(0, 500) };
    }
  };
}
