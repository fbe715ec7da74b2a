/** Everybody who can read a ticket, with the reason; people who were added can be taken off again. */
import { ActionIcon, Button, Skeleton } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { listReaders } from "#contract/access.ts";
import { type ParticipantView, shareInPortal, unshareInPortal } from "#contract/ticket.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { useSession } from "#web/portal/session/portal-session.ts";
import { toast, toastProblem } from "#web/ui/toasts.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { ShareForm } from "./share-form.tsx";
import { type PortalTicket, participantName, participantsQuery, readersKey } from "./ticket-queries.ts";
import classes from "./who-reads.module.css";

type Given = { ticket: PortalTicket; participants: readonly ParticipantView[] };

export function WhoPanel({ ticket, participants }: Given) {
  const { t } = useTranslation();
  const session = useSession();
  const canShare = ticket.can.includes("share");
  return (
    <>
      <Readers ticket={ticket} participants={participants} />
      <p className={classes.note}>{t("portal.who.provider", { installation: session.installationName })}</p>
      {canShare && <ShareForm ticketId={ticket.id} />}
    </>
  );
}

function Readers({ ticket, participants }: Given) {
  const { t } = useTranslation();
  const session = useSession();
  const formats = useFormats();
  const readers = useInfiniteQuery({
    queryKey: readersKey(ticket.id),
    queryFn: ({ pageParam, signal }) => call(listReaders, { params: { id: ticket.id }, query: pageParam === null ? {} : { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  if (readers.isPending) return <Skeleton height={96} />;
  if (readers.isError) return <p role="alert">{problemText(readers.error)}</p>;
  const [first] = readers.data.pages;
  const people = readers.data.pages.flatMap((page) => page.items);
  const strangers = first?.strangers ?? 0;
  const addedById = new Map(participants.map((one) => [one.contact?.id, one]));
  return (
    <>
      <ul className={classes.people} aria-label={t("portal.who.label")}>
        {people.map((person) => {
          const added = addedById.get(person.id);
          const reason =
            added !== undefined && person.path === "participant"
              ? t(`portal.who.level.${added.level}`)
              : t(`portal.who.reason.${person.path}`, { company: ticket.companyName ?? "" });
          return (
            <li key={person.id}>
              <span className={classes.name}>{person.id === session.contactId ? t("portal.who.you", { name: person.name }) : person.name}</span>
              <span className={classes.reason}>
                {reason}
                {person.withoutSignIn && ` · ${t("portal.who.mailOnly")}`}
              </span>
              {added !== undefined && <TakeOff ticket={ticket} participant={added} />}
            </li>
          );
        })}
        {participants
          .filter((one) => one.company !== null)
          .map((one) => (
            <li key={one.id}>
              <span className={classes.name}>{participantName(one)}</span>
              <span className={classes.reason}>{t("portal.who.company")}</span>
            </li>
          ))}
      </ul>
      {strangers > 0 && (
        <p className={classes.note}>
          {t(first?.totalIsLowerBound ? "portal.who.strangersAtLeast" : "portal.who.strangers", { count: strangers, shown: formats.number(strangers) })}
        </p>
      )}
      {readers.hasNextPage && (
        <Button variant="default" size="sm" mb="sm" loading={readers.isFetchingNextPage} onClick={() => void readers.fetchNextPage()}>
          {t("portal.who.more")}
        </Button>
      )}
    </>
  );
}

/** A contact takes off whom a contact added; what the provider added stays. */
function TakeOff({ ticket, participant }: { ticket: PortalTicket; participant: ParticipantView }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const name = participantName(participant);
  const refresh = () =>
    Promise.all([queryClient.invalidateQueries(participantsQuery(ticket.id)), queryClient.invalidateQueries({ queryKey: readersKey(ticket.id) })]);
  const again = useMutation({
    mutationFn: () => call(shareInPortal, { params: { id: ticket.id }, body: { contactId: participant.contact?.id, level: participant.level } }),
    onSuccess: refresh,
    onError: (error) => toastProblem(problemText(error)),
  });
  const remove = useMutation({
    mutationFn: () => call(unshareInPortal, { params: { id: ticket.id, participantId: participant.id } }),
    onSuccess: async () => {
      toast(t("portal.who.wasRemoved", { name }), { label: t("ui.undo"), run: () => again.mutate() });
      await refresh();
    },
    onError: (error) => toastProblem(problemText(error)),
  });
  if (!ticket.can.includes("share") || participant.addedBy !== "contact") return null;
  return (
    <ActionIcon className={classes.off} size="lg" aria-label={t("portal.who.remove", { name })} loading={remove.isPending} onClick={() => remove.mutate()}>
      <IconX size={16} aria-hidden />
    </ActionIcon>
  );
}
