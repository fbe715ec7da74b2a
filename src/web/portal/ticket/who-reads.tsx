/** Who can read this ticket, in a sentence, with the people who were added and a way to add one. */
import { ActionIcon, Button, Group, Select, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ParticipantView, shareInPortal, unshareInPortal } from "#contract/ticket.ts";
import { call } from "#web/client/call.ts";
import { fieldTexts, problemText } from "#web/client/problem-text.ts";
import { errorOf, FormErrors } from "#web/ui/form-errors.tsx";
import { toast, toastProblem } from "#web/ui/toasts.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { type PortalTicket, participantsQuery } from "./ticket-queries.ts";
import classes from "./who-reads.module.css";

const nameOf = (one: ParticipantView): string => one.contact?.name ?? one.company?.name ?? "";

export function WhoReads({ ticket }: { ticket: PortalTicket }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [opened, setOpened] = useState(false);
  const participants = useQuery(participantsQuery(ticket.id)).data?.items ?? [];
  const canShare = ticket.can.includes("share");
  const added = participants.map(nameOf);
  const sentence = [
    t(`portal.who.path.${ticket.path}`, { requester: ticket.contactName ?? "", company: ticket.companyName ?? "" }),
    added.length > 0
      ? t("portal.who.added", { names: formats.list(added.length > 4 ? [...added.slice(0, 3), t("portal.who.others", { count: added.length - 3 })] : added) })
      : null,
  ];
  return (
    <div className={classes.who}>
      <span>{sentence.filter(Boolean).join(" ")} </span>
      {(canShare || added.length > 0) && (
        <button type="button" className={classes.toggle} aria-expanded={opened} aria-controls="who-reads" onClick={() => setOpened(!opened)}>
          {t(opened ? "portal.who.hide" : canShare ? "portal.who.share" : "portal.who.show")}
        </button>
      )}
      {opened && (
        <div id="who-reads" className={classes.panel}>
          <People ticket={ticket} participants={participants} canShare={canShare} />
          {canShare && <ShareForm ticketId={ticket.id} />}
        </div>
      )}
    </div>
  );
}

function People({ ticket, participants, canShare }: { ticket: PortalTicket; participants: readonly ParticipantView[]; canShare: boolean }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: (participantId: string) => call(unshareInPortal, { params: { id: ticket.id, participantId } }),
    onSuccess: () => queryClient.invalidateQueries(participantsQuery(ticket.id)),
    onError: (error) => toastProblem(problemText(error)),
  });
  return (
    <ul className={classes.people}>
      {ticket.contactName !== null && (
        <li>
          <span>{ticket.contactName}</span>
          <span className={classes.level}>{t("portal.who.wroteIt")}</span>
        </li>
      )}
      {participants.map((one) => (
        <li key={one.id}>
          <span>{nameOf(one)}</span>
          <span className={classes.level}>{t(`portal.who.level.${one.level}`)}</span>
          {canShare && one.addedBy === "contact" && (
            <ActionIcon
              size="md"
              aria-label={t("portal.who.remove", { name: nameOf(one) })}
              loading={remove.isPending && remove.variables === one.id}
              onClick={() => remove.mutate(one.id)}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          )}
        </li>
      ))}
    </ul>
  );
}

function ShareForm({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [email, setEmail] = useState("");
  const [level, setLevel] = useState<"read" | "reply">("reply");
  const share = useMutation({
    mutationFn: () => call(shareInPortal, { params: { id: ticketId }, body: { email: email.trim(), level } }),
    onSuccess: async (added) => {
      setEmail("");
      await queryClient.invalidateQueries(participantsQuery(ticketId));
      toast(t("portal.who.wasAdded", { name: nameOf(added) }));
    },
  });
  const fields = fieldTexts(share.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (email.trim() !== "") share.mutate();
  };
  return (
    <form onSubmit={submit}>
      <FormErrors message={share.isError ? problemText(share.error) : null} fields={fields} known={["email"]} />
      <Group align="flex-end" gap="xs">
        <TextInput
          label={t("portal.who.email")}
          type="email"
          size="sm"
          autoComplete="off"
          style={{ flex: "1 1 220px" }}
          maxLength={254}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={errorOf(fields, "email")}
        />
        <Select
          label={t("portal.who.may")}
          size="sm"
          miw={230}
          style={{ flex: "0 1 230px" }}
          allowDeselect={false}
          value={level}
          onChange={(value) => setLevel(value === "read" ? "read" : "reply")}
          data={[
            { value: "reply", label: t("portal.who.level.reply") },
            { value: "read", label: t("portal.who.level.read") },
          ]}
        />
        <Button type="submit" size="sm" loading={share.isPending} disabled={email.trim() === ""}>
          {t("portal.who.add")}
        </Button>
      </Group>
    </form>
  );
}
