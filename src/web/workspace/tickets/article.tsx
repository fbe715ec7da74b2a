import { Anchor, Group, Text } from "@mantine/core";
import { IconLock, IconPaperclip } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { getAttachment } from "#contract/ticket.ts";
import type { AgentTicketView, ArticleView } from "#contract/ticket-fields.ts";
import { addressOf } from "#web/client/call.ts";
import { BreakableText } from "#web/ui/breakable-text.tsx";
import { DateTime } from "#web/ui/date-time.tsx";
import { Initials } from "#web/ui/initials.tsx";
import { Link } from "#web/ui/link.tsx";
import { PlainText } from "#web/ui/plain-text.tsx";
import { Prose } from "#web/ui/prose.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import classes from "./article.module.css";

export function Article({ article, ticket }: { article: ArticleView; ticket: AgentTicketView }) {
  const { t } = useTranslation();
  const byAgent = article.author.kind === "agent";
  const pictureAddress = (source: string): string | null => {
    // Pictures inside come as `attachments/{id}`; everything else stays out.
    const attachmentId = /^attachments\/([0-9a-f-]{36})$/i.exec(source)?.[1];
    return attachmentId === undefined ? null : addressOf(getAttachment, { params: { id: ticket.id, attachmentId } });
  };
  return (
    <article className={classes.article} data-internal={!article.visible} data-by={article.author.kind}>
      {!article.visible && (
        <div className={classes.internal}>
          <IconLock size={14} aria-hidden />
          {t("workspace.ticket.internalNote")}
        </div>
      )}
      <header className={classes.head}>
        <Initials name={article.author.name} size={30} tone={byAgent ? "accent" : "neutral"} />
        <div className={classes.who}>
          <Author article={article} />
          <Text size="xs" c="dimmed" component="span">
            {t(`workspace.ticket.by.${article.author.kind}`)}
            {article.channel !== "workspace" && ` · ${t(`workspace.ticket.channel.${article.channel}`)}`}
            {article.origin !== null && (
              <>
                {" · "}
                <Anchor component={Link} inherit td="underline" to={`/tickets/${article.origin.id}`} title={article.origin.subject}>
                  {t("workspace.merge.from", { number: article.origin.number })}
                </Anchor>
              </>
            )}
          </Text>
        </div>
        <Text size="sm" c="dimmed" component="div">
          <DateTime at={article.createdAt} />
        </Text>
      </header>
      <div className={classes.body}>
        {article.subject !== "" && withoutReply(article.subject) !== withoutReply(article.origin?.subject ?? ticket.subject) && (
          <Text fw={600} mb={4}>
            {article.subject}
          </Text>
        )}
        {article.bodyHtml === null ? <PlainText text={article.bodyText} /> : <Prose html={article.bodyHtml} pictureAddress={pictureAddress} />}
        <Attachments article={article} ticket={ticket} />
      </div>
    </article>
  );
}

/** What mail programs put before a subject when somebody answers says nothing new. */
const withoutReply = (subject: string): string => subject.replace(/^\s*((re|aw|fw|fwd|wg)\s*:\s*)+/i, "").trim();

/** Kinds that the server shows within the page; everything else is downloaded. */
const isPicture = (contentType: string): boolean => /^image\/(png|jpeg|gif|webp)$/.test(contentType);

function Author({ article }: { article: ArticleView }) {
  const { kind, id, name } = article.author;
  if (kind === "contact" && id !== null) {
    return (
      <Anchor component={Link} to={`/contacts/${id}`} c="inherit" fw={600}>
        {name}
      </Anchor>
    );
  }
  return (
    <Text fw={600}>
      <BreakableText>{name}</BreakableText>
    </Text>
  );
}

function Attachments({ article, ticket }: { article: ArticleView; ticket: AgentTicketView }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const files = article.attachments.filter((attachment) => !attachment.inline || article.bodyHtml === null);
  if (files.length === 0) return null;
  return (
    <Group component="ul" gap="xs" mt="sm" p={0} m={0} aria-label={t("workspace.ticket.attachments")} style={{ listStyle: "none" }}>
      {files.map((file) => (
        <li key={file.id}>
          <a
            className={classes.file}
            data-picture={isPicture(file.contentType)}
            href={addressOf(getAttachment, { params: { id: ticket.id, attachmentId: file.id } })}
            {...(isPicture(file.contentType) ? { target: "_blank", rel: "noreferrer" } : { download: file.name })}
          >
            {isPicture(file.contentType) ? (
              <img src={addressOf(getAttachment, { params: { id: ticket.id, attachmentId: file.id } })} alt="" loading="lazy" />
            ) : (
              <IconPaperclip size={14} aria-hidden />
            )}
            <span>{file.name}</span>
            <Text component="span" size="xs" c="dimmed">
              {formats.bytes(file.sizeBytes)}
            </Text>
          </a>
        </li>
      ))}
    </Group>
  );
}
