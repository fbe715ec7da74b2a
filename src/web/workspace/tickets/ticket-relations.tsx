/** Projects and categories of a ticket, and how they are changed. */
import { ActionIcon, Anchor, Button, Group, MultiSelect, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { listCategories } from "#contract/category.ts";
import { changeTicket, changeTickets, getTicket, type TicketOutcome } from "#contract/ticket.ts";
import type { AgentTicketView, TicketProjectView } from "#contract/ticket-fields.ts";
import { call } from "#web/client/call.ts";
import { Link } from "#web/ui/link.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useAll } from "#web/workspace/api/use-all.ts";
import { keepAnswer } from "#web/workspace/api/use-endpoint.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { ProjectPicker } from "#web/workspace/pick/project-picker.tsx";
import { TaskSelect } from "#web/workspace/pick/task-select.tsx";
import { useMay, useSession } from "#web/workspace/session/session.ts";
import { BookedTimeChoice } from "#web/workspace/time-entries/booked-time-choice.tsx";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";
import { formerFields } from "./meanwhile/former-fields.ts";
import { useTicketAsOpened } from "./meanwhile/ticket-as-opened.ts";
import classes from "./ticket-page.module.css";
import { useTicketChange } from "./use-ticket-change.ts";

type Given = { ticket: AgentTicketView; disabled: boolean };
type Pair = { projectId: string; taskId: string | null };

export function TicketProjects({ ticket, disabled }: Given) {
  const { t } = useTranslation();
  const [opened, dialog] = useDisclosure();
  return (
    <div className={classes.fact}>
      <span>{t("workspace.ticket.project")}</span>
      <div className={classes.person}>
        <div style={{ minWidth: 0 }}>
          {ticket.projects.length === 0 && (
            <Text size="sm" c="dimmed">
              {t("workspace.ticket.none1")}
            </Text>
          )}
          {ticket.projects.map(({ project, task }) => (
            <Text key={`${project.id} ${task?.id}`} size="sm">
              <Anchor component={Link} inherit to={`/projects/${project.id}`}>
                {project.name}
              </Anchor>
              {task !== null && ` › ${task.name}`}
            </Text>
          ))}
        </div>
        {!disabled && (
          <ActionIcon size="sm" aria-label={t("workspace.ticket.changeProjects")} onClick={dialog.open}>
            <IconPencil size={15} aria-hidden />
          </ActionIcon>
        )}
      </div>
      {opened && <ProjectsDialog ticket={ticket} onClose={dialog.close} />}
    </div>
  );
}

const pairOf = ({ project, task }: TicketProjectView): Pair => ({ projectId: project.id, taskId: task?.id ?? null });

function ProjectsDialog({ ticket, onClose }: { ticket: AgentTicketView; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { keepsPrimaryProject } = useSession();
  const [pairs, setPairs] = useState<(Pair | null)[]>(() => (ticket.projects.length === 0 ? [null] : ticket.projects.map(pairOf)));
  const given = pairs.filter((pair) => pair !== null);
  const [primaryProject = null, ...secondaryProjects] = given;
  const [way, setWay] = useState<"rebook" | "keepSecondary">(keepsPrimaryProject ? "keepSecondary" : "rebook");
  const looked = useTimeInQuestion(ticket, primaryProject);
  const bookedTime = looked.some(({ time }) => time !== null) ? { bookedTime: way } : {};
  const change = { primaryProject, secondaryProjects, ...bookedTime };
  const wanted = { params: { id: ticket.id }, body: { version: ticket.version, ...change } };
  const differs = JSON.stringify(given) !== JSON.stringify(ticket.projects.map(pairOf));
  const save = useAction(
    (from: AgentTicketView) => call(changeTicket, { ...wanted, body: { version: from.version, was: formerFields(from, change), ...change } }),
    {
      quiet: true,
      done: t("workspace.editing.saved"),
      after: (answer) => {
        keepAnswer(client, getTicket, { id: ticket.id }, answer);
        onClose();
      },
    },
  );
  const from = useTicketAsOpened(ticket, save.error);
  const set = (at: number, pair: Pair | null) => setPairs(pairs.map((one, place) => (place === at ? pair : one)));
  return (
    <FormDialog
      title={t("workspace.ticket.projectsOf", { number: ticket.number })}
      submitLabel={t("ui.save")}
      busy={save.isPending}
      disabled={!differs}
      planned={differs ? plannedCall(changeTicket, wanted) : null}
      error={save.error}
      known={[]}
      onSubmit={() => save.mutate(from)}
      onClose={onClose}
    >
      {pairs.map((pair, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what it is known by
        <Stack key={at} gap="xs">
          <Group gap="xs" wrap="nowrap" align="flex-end">
            <div style={{ flex: 1 }}>
              <ProjectPicker
                label={t(at === 0 ? "workspace.ticket.primaryProject" : "workspace.ticket.secondaryProject")}
                value={pair?.projectId ?? null}
                onChange={(projectId) => set(at, projectId === null ? null : { projectId, taskId: null })}
                forCompany={ticket.companyId}
                clearable
              />
            </div>
            {at > 0 && (
              <ActionIcon size={36} aria-label={t("workspace.ticket.removeProject")} onClick={() => setPairs(pairs.filter((_, place) => place !== at))}>
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            )}
          </Group>
          {pair !== null && (
            <TaskSelect
              key={pair.projectId}
              label={t("workspace.task.name")}
              projectId={pair.projectId}
              value={pair.taskId}
              onChange={(taskId) => set(at, { ...pair, taskId })}
            />
          )}
        </Stack>
      ))}
      {given.length === pairs.length && (
        <div>
          <Button variant="default" size="compact-sm" onClick={() => setPairs([...pairs, null])}>
            {t("workspace.ticket.addProject")}
          </Button>
        </div>
      )}
      <BookedTimeChoice results={looked} ways={["rebook", "keepSecondary"]} way={way} onChange={setWay} />
    </FormDialog>
  );
}

/** What another primary project would ask about the ticket's time. */
function useTimeInQuestion(ticket: AgentTicketView, primaryProject: Pair | null): readonly TicketOutcome[] {
  const stored = ticket.projects.find(({ primary }) => primary);
  const moves = JSON.stringify(primaryProject) !== JSON.stringify(stored ? pairOf(stored) : null);
  const looking = useQuery({
    queryKey: ["time-in-question", ticket.id, ticket.version, primaryProject],
    queryFn: ({ signal }) => call(changeTickets, { body: { ids: [ticket.id], change: { primaryProject, bookedTime: "rebook" }, dryRun: true }, signal }),
    enabled: moves,
  });
  return moves ? (looking.data?.results ?? []) : [];
}

export function TicketCategories({ ticket, disabled }: Given) {
  const { t } = useTranslation();
  const may = useMay();
  const id = useId();
  const change = useTicketChange(ticket);
  const categories = useAll(listCategories, { query: { state: "active" }, enabled: may("ticket:read") });
  const stored = ticket.categories.map((category) => category.id);
  const offered = [...ticket.categories, ...(categories.data ?? []).filter((category) => !stored.includes(category.id))];
  if (offered.length === 0) return null;
  return (
    <div className={classes.fact}>
      <label htmlFor={id}>{t("workspace.ticket.categories")}</label>
      <MultiSelect
        id={id}
        data={offered.map(({ id: value, name }) => ({ value, label: name }))}
        value={stored}
        onChange={(categoryIds) => change.save({ categoryIds }, { categoryIds: stored })}
        placeholder={stored.length === 0 ? t("workspace.ticket.none1") : ""}
        disabled={disabled || change.busy}
        classNames={{ input: classes.choice ?? "" }}
      />
    </div>
  );
}
