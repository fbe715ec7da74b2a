/** Says before the first letter who will read it, by name where they are few, and warns where the contact will not. */
import { Anchor, CloseButton } from "@mantine/core";
import { IconAlertTriangle, IconLock, IconMessage } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { explainAccess } from "#contract/access.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { Link } from "#web/ui/link.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useReaders } from "#web/workspace/access/readers.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useMay } from "#web/workspace/session/session.ts";
import classes from "./composer.module.css";

export type WritingMode = "answer" | "note";

export function ComposerHead({ mode, ticket, onClose }: { mode: WritingMode; ticket: AgentTicketView; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <div className={classes.head}>
        {mode === "answer" ? <IconMessage size={16} aria-hidden /> : <IconLock size={16} aria-hidden />}
        <strong>{t(mode === "answer" ? "workspace.ticket.answer" : "workspace.ticket.writeNote")}</strong>
        <span>{mode === "note" ? t("workspace.ticket.noteReaders") : <AnswerReaders ticket={ticket} />}</span>
        <CloseButton size="sm" aria-label={t("workspace.ticket.putAside")} title={t("workspace.ticket.putAside")} onClick={onClose} />
      </div>
      {mode === "answer" && <ContactDoesNotRead ticket={ticket} />}
    </>
  );
}

function AnswerReaders({ ticket }: { ticket: AgentTicketView }) {
  const { t } = useTranslation();
  const may = useMay();
  const formats = useFormats();
  const readers = useReaders(ticket.id, may("access:read"));
  if (readers === null) return t("workspace.ticket.answerReaders");
  if (readers.total === 0) return t("workspace.ticket.answerNobody");
  if (readers.names.length > 0) return t("workspace.ticket.answerReadersNamed", { count: readers.total, names: formats.list(readers.names) });
  return t("workspace.ticket.answerReadersCount", { count: readers.total });
}

/** The one who asked is the one whom an answer is for: if the gates are shut for this person, that has to be known before. */
function ContactDoesNotRead({ ticket }: { ticket: AgentTicketView }) {
  const { t } = useTranslation();
  const may = useMay();
  const asked = useEndpoint(
    explainAccess,
    { query: { contact: ticket.contactId ?? "", ticket: ticket.id, verb: "read" } },
    { enabled: ticket.contactId !== null && may("access:read"), staleMilliseconds: 0 },
  );
  if (asked.data === undefined || asked.data.allowed) return null;
  return (
    <div className={classes.warning} role="alert">
      <IconAlertTriangle size={16} aria-hidden />
      <span>
        {t("workspace.ticket.contactDoesNotRead", { name: ticket.contactName })}{" "}
        <Anchor component={Link} to={`/tickets/${ticket.id}/access`} inherit underline="always">
          {t("workspace.why.ask")}
        </Anchor>
      </span>
    </div>
  );
}
