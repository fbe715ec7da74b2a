/** One message: who, when, what, with its pictures and files. The provider's side has the left edge, the customer's the right. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { getPortalAttachment } from "#contract/portal-ticket.ts";
import type { PortalArticleView } from "#contract/ticket-fields.ts";
import { addressOf } from "#web/client/call.ts";
import { useSession } from "#web/portal/session/portal-session.ts";
import { DateTime, PressableDateTime } from "#web/ui/date-time.tsx";
import { Initials } from "#web/ui/initials.tsx";
import { PlainText } from "#web/ui/plain-text.tsx";
import { Prose } from "#web/ui/prose.tsx";
import { useUi } from "#web/ui/ui-context.tsx";
import classes from "./message.module.css";
import { authorName } from "./ticket-queries.ts";

type Attachment = PortalArticleView["attachments"][number];
const attachmentPath = /(?:^|\/)attachments\/([0-9a-f-]{36})$/i;

export function Message({ ticketId, article }: { ticketId: string; article: PortalArticleView }) {
  const { t } = useTranslation();
  const session = useSession();
  const { attachments } = article;
  const addressOfFile = useCallback((id: string) => addressOf(getPortalAttachment, { params: { id: ticketId, attachmentId: id } }), [ticketId]);
  const pictureAddress = useCallback(
    (source: string) => {
      const id = attachmentPath.exec(source)?.[1] ?? attachments.find((one) => one.contentId !== "" && source === `cid:${one.contentId}`)?.id;
      return id === undefined ? null : addressOfFile(id);
    },
    [attachments, addressOfFile],
  );
  if (article.author.kind === "system") {
    return (
      <p className={classes.event}>
        {article.bodyText} · <DateTime at={article.createdAt} />
      </p>
    );
  }
  const isMine = article.author.id === session.contactId;
  const side = article.author.kind === "contact" ? "customer" : "provider";
  const name = authorName(article, session.installationName);
  const files = attachments.filter((file) => !(file.inline && article.bodyHtml !== null));
  return (
    <div className={classes.message} data-side={side}>
      <header className={classes.head}>
        <Initials name={name} size={28} tone={side === "provider" ? "neutral" : "accent"} />
        <span className={classes.who}>
          <strong>{isMine ? t("portal.ticket.you") : name}</strong>
          {side === "provider" && name !== session.installationName && <span className={classes.side}>{session.installationName}</span>}
        </span>
        <span className={classes.time}>
          {article.origin !== null && <span title={article.origin.subject}>{t("portal.ticket.fromMerged", { number: article.origin.number })} · </span>}
          {article.channel === "email" && `${t("portal.ticket.byMail")} · `}
          {article.channel === "phone" && `${t("portal.ticket.byPhone")} · `}
          <PressableDateTime at={article.createdAt} />
        </span>
      </header>
      <div className={classes.body}>
        {article.bodyHtml === null ? (
          <PlainText text={article.bodyText} quoteText={t("portal.ticket.quote")} />
        ) : (
          <Prose html={article.bodyHtml} pictureAddress={pictureAddress} pictureText={t("portal.ticket.picture")} quoteText={t("portal.ticket.quote")} />
        )}
      </div>
      {files.length > 0 && (
        <ul className={classes.files} aria-label={t("portal.ticket.files")}>
          {files.map((file) => (
            <li key={file.id}>
              <FileLink file={file} address={addressOfFile(file.id)} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function FileLink({ file, address }: { file: Attachment; address: string }) {
  const { formats, texts } = useUi();
  const isPicture = /^image\/(png|jpe?g|gif|webp)$/i.test(file.contentType);
  return (
    <a href={address} target="_blank" rel="noopener" className={classes.file} data-picture={isPicture} title={`${file.name} (${texts.newTab})`}>
      {isPicture && <img src={address} alt="" loading="lazy" />}
      <span className={classes.fileName}>{file.name}</span>
      <span className={classes.fileSize}>{formats.bytes(file.sizeBytes)}</span>
    </a>
  );
}
