import { ActionIcon, Badge, Checkbox, Menu, Text } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconClockPlus, IconDots, IconGripVertical, IconPencil, IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { SubtaskView } from "#contract/subtask.ts";
import { hoursText } from "#domain/tickets/duration.ts";
import { dayOf } from "#domain/time-zones.ts";
import { formatsFor } from "#web/client/dates.ts";
import { Initials } from "#web/ui/initials.tsx";
import { useFormats, useUi } from "#web/ui/ui-context.tsx";
import type { SubtaskChange } from "./subtask-queries.ts";
import classes from "./subtasks.module.css";

type Given = {
  subtask: SubtaskView;
  isDragged: boolean;
  onChange: (change: SubtaskChange) => void;
  onOpen: () => void;
  onRemove: () => void;
  /** By places: -1 is up. */
  onMove: (by: number) => void;
  onDrag: (id: string | null) => void;
  onDrop: () => void;
};

/** One subtask. Its handle is dragged, or moved with the arrow keys. */
export function SubtaskRow({ subtask, isDragged, onChange, onOpen, onRemove, onMove, onDrag, onDrop }: Given) {
  const { t } = useTranslation();
  const { subject, state, assignee, comment } = subtask;
  const mayChange = subtask.can.includes("change");
  const byArrows = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    onMove(event.key === "ArrowUp" ? -1 : 1);
  };
  return (
    <li
      className={classes.row}
      data-state={state}
      data-dragged={isDragged}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        onDrop();
      }}
    >
      {mayChange && (
        <button
          type="button"
          className={classes.handle}
          draggable
          aria-label={t("workspace.subtask.move", { subject })}
          title={t("workspace.subtask.moveHow")}
          onKeyDown={byArrows}
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = "move";
            event.dataTransfer.setData("text/plain", subject);
            onDrag(subtask.id);
          }}
          onDragEnd={() => onDrag(null)}
        >
          <IconGripVertical size={14} aria-hidden />
        </button>
      )}
      <Checkbox
        size="xs"
        aria-label={t("workspace.subtask.isDone", { subject })}
        checked={state === "done"}
        indeterminate={state === "inProcess"}
        disabled={!mayChange}
        onChange={() => onChange({ state: state === "done" ? "open" : "done" })}
      />
      <button type="button" className={classes.subject} onClick={onOpen}>
        <span>{subject}</span>
        {comment !== "" && <span className={classes.comment}>{comment}</span>}
      </button>
      <div className={classes.facts}>
        {state === "inProcess" && (
          <Badge variant="light" size="sm" tt="none">
            {t("workspace.subtask.state.inProcess")}
          </Badge>
        )}
        <Hours subtask={subtask} />
        <Due subtask={subtask} />
        {assignee !== null && (
          <span title={assignee.name} className={classes.assignee}>
            <Initials name={assignee.name} size={22} tone="accent" />
            <span className={classes.assigneeName}>{assignee.name}</span>
          </span>
        )}
        {mayChange && <RowMenu subtask={subtask} onChange={onChange} onOpen={onOpen} onRemove={onRemove} onMove={onMove} />}
      </div>
    </li>
  );
}

/** What is booked, of what is planned. */
function Hours({ subtask: { workedMinutes: worked, plannedMinutes: planned } }: { subtask: SubtaskView }) {
  const { t } = useTranslation();
  if (worked === 0 && planned === null) return null;
  const hours = (minutes: number) => t("workspace.time.hours", { hours: hoursText(minutes) });
  if (worked === 0) return <HoursText title={t("workspace.subtask.planned")}>{hours(planned ?? 0)}</HoursText>;
  if (planned === null) return <HoursText title={t("workspace.subtask.worked")}>{hours(worked)}</HoursText>;
  const text = t("workspace.subtask.workedOf", { worked: hoursText(worked), planned: hoursText(planned) });
  const isOver = worked > planned;
  return (
    <HoursText title={t(isOver ? "workspace.subtask.overPlanned" : "workspace.subtask.workedOfPlanned")} {...(isOver ? { c: "var(--pf-changed)" } : {})}>
      {text}
    </HoursText>
  );
}

const HoursText = ({ title, c = "dimmed", children }: { title: string; c?: string; children: string }) => (
  <Text size="xs" c={c} className="pf-number" title={title}>
    {children}
  </Text>
);

/** A day is the same day everywhere. */
function Due({ subtask: { dueOn, state } }: { subtask: SubtaskView }) {
  const { t } = useTranslation();
  const { language, timeZone } = useFormats();
  if (dueOn === null) return null;
  const isLate = state !== "done" && dueOn < dayOf(new Date().toISOString(), timeZone);
  const day = formatsFor(language, "UTC").day(`${dueOn}T00:00:00Z`);
  return (
    <Text size="xs" c={isLate ? "var(--pf-shut)" : "dimmed"} className="pf-number" title={t("workspace.subtask.dueOn")}>
      {t(isLate ? "workspace.subtask.late" : "workspace.subtask.due", { day })}
    </Text>
  );
}

type MenuGiven = Pick<Given, "subtask" | "onChange" | "onOpen" | "onRemove" | "onMove">;

function RowMenu({ subtask: { id, ticketId, subject, state }, onChange, onOpen, onRemove, onMove }: MenuGiven) {
  const { t } = useTranslation();
  const { navigation } = useUi();
  const next = state === "inProcess" ? "open" : "inProcess";
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="sm" aria-label={t("workspace.subtask.actions", { subject })}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onOpen}>
          {t("workspace.subtask.edit")}
        </Menu.Item>
        <Menu.Item leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => onChange({ state: next })}>
          {t(`workspace.subtask.to.${next}`)}
        </Menu.Item>
        <Menu.Item leftSection={<IconClockPlus size={16} aria-hidden />} onClick={() => navigation.push(`/tickets/${ticketId}/time?subtask=${id}`)}>
          {t("workspace.time.book")}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowUp size={16} aria-hidden />} onClick={() => onMove(-1)}>
          {t("workspace.subtask.up")}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowDown size={16} aria-hidden />} onClick={() => onMove(1)}>
          {t("workspace.subtask.down")}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={onRemove}>
          {t("workspace.subtask.remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
