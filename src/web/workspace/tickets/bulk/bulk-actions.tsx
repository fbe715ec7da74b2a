/** The menus of the bar above selected tickets; each has a key. */
import { Button } from "@mantine/core";
import { type HotkeyItem, useHotkeys } from "@mantine/hooks";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listPriorities, listQueues, listStatuses, type StatusView } from "#contract/master-data.ts";
import { isChangeable } from "#domain/tickets/own-fields.ts";
import { type Choice, FilterMenu } from "#web/ui/filter-menu.tsx";
import { isTyping } from "#web/ui/is-typing.ts";
import { useAll } from "#web/workspace/api/use-all.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useOwnFields } from "#web/workspace/own-fields/use-own-fields.ts";
import { useMay, useSession } from "#web/workspace/session/session.ts";
import { usePeople } from "#web/workspace/tickets/ticket-filters.tsx";
import { BulkStatus, isAskedAbout } from "./bulk-status.tsx";
import type { BulkWish } from "./use-bulk.ts";

const keys = { status: "s", priority: "p", assignee: "a", queue: "q" } as const;
type MenuName = keyof typeof keys;
const names = Object.keys(keys) as MenuName[];

/** What is asked for in a dialog of its own first. */
export const BULK_FORMS = ["customer", "project", "category", "tag", "due", "ownField", "merge"] as const;
export type BulkForm = (typeof BULK_FORMS)[number];
const formKeys: Record<BulkForm, string> = { customer: "c", project: "o", category: "g", tag: "t", due: "d", ownField: "f", merge: "m" };

export function BulkActions({ onWish, onForm }: { onWish: (wish: BulkWish) => void; onForm: (form: BulkForm) => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const [opened, setOpened] = useState<MenuName | null>(null);
  const [asking, setAsking] = useState<{ status: StatusView; wish: BulkWish } | null>(null);
  const statuses = useEndpoint(listStatuses, {}, { staleMilliseconds: 300_000 }).data?.items ?? [];
  const priorities = useEndpoint(listPriorities, {}, { staleMilliseconds: 300_000 }).data?.items ?? [];
  const queues = useAll(listQueues, { query: { state: "active" } }).data ?? [];
  const people = usePeople();
  const unlessAsked = (run: () => void) => (event: KeyboardEvent) => {
    if (isTyping(event.target) || document.querySelector("[role=dialog], [role=menu]") !== null) return;
    event.preventDefault();
    run();
  };
  const may = useMay();
  const ownFields = useOwnFields();
  const forms = BULK_FORMS.filter((form) => {
    if (form === "ownField") return ownFields.some((field) => field.state === "active" && isChangeable(field));
    return form !== "project" || may("company:read");
  });
  // Also while the checkbox of a row has the focus, as after a click on it; a letter that is typed somewhere stays a letter.
  const letter = { preventDefault: false };
  useHotkeys(
    [
      ...names.map((name): HotkeyItem => [keys[name], unlessAsked(() => setOpened(name)), letter]),
      ...forms.map((form): HotkeyItem => [formKeys[form], unlessAsked(() => onForm(form)), letter]),
    ],
    [],
  );

  const choices: Record<MenuName, Choice[]> = {
    status: statuses
      .filter((one) => one.state === "active" && one.statusType !== "merged" && one.statusType !== "removed")
      .map(({ id, label }) => ({ value: id, label })),
    priority: priorities
      .filter((one) => one.state === "active")
      .map(({ id, label }) => ({ value: id, label }))
      .reverse(),
    assignee: people,
    queue: queues.map(({ id, name }) => ({ value: id, label: name })),
  };
  const wishOf = (name: MenuName, value: string, label: string): BulkWish => {
    switch (name) {
      case "status": {
        const statusType = statuses.find(({ id }) => id === value)?.statusType ?? "open";
        return { field: name, label, change: { statusId: value }, shown: { statusId: value, statusLabel: label, statusType } };
      }
      case "priority":
        return { field: name, label, change: { priorityId: value }, shown: { priorityId: value, priorityLabel: label } };
      case "queue":
        return { field: name, label, change: { queueId: value }, shown: { queueId: value, queueName: label } };
      case "assignee": {
        const assigneeId = value === "me" ? session.agentId : value === "nobody" ? null : value;
        const assigneeName = value === "me" ? session.name : value === "nobody" ? null : label;
        return { field: name, label: assigneeName ?? t("workspace.ticket.nobody"), change: { assigneeId }, shown: { assigneeId, assigneeName } };
      }
    }
  };
  const choose = (name: MenuName) => (values: string[]) => {
    const choice = choices[name].find(({ value }) => value === values[0]);
    setOpened(null);
    if (choice === undefined) return;
    const wish = wishOf(name, choice.value, choice.label);
    const status = name === "status" ? statuses.find(({ id }) => id === choice.value) : undefined;
    if (status !== undefined && isAskedAbout(status)) setAsking({ status, wish });
    else onWish(wish);
  };
  return (
    <>
      {names.map((name) => (
        <FilterMenu
          key={name}
          single
          opened={opened === name}
          onOpened={(open) => setOpened(open ? name : null)}
          values={[]}
          choices={choices[name]}
          onChange={choose(name)}
        >
          <BarButton label={t(`workspace.ticket.${name}`)} shortcut={keys[name]} withMenu />
        </FilterMenu>
      ))}
      {asking !== null && (
        <BulkStatus
          {...asking}
          onWish={(wish) => {
            setAsking(null);
            onWish(wish);
          }}
          onClose={() => setAsking(null)}
        />
      )}
      {forms.map((form) => (
        <BarButton key={form} label={t(`workspace.bulk.${form}`)} shortcut={formKeys[form]} onClick={() => onForm(form)} />
      ))}
    </>
  );
}

type BarButtonGiven = { label: string; shortcut: string; withMenu?: boolean; onClick?: () => void; ref?: React.Ref<HTMLButtonElement> };

function BarButton({ label, shortcut, withMenu = false, ...rest }: BarButtonGiven) {
  return (
    <Button
      {...rest}
      variant="default"
      size="compact-sm"
      style={{ flex: "none" }}
      title={`${label} (${shortcut})`}
      aria-keyshortcuts={shortcut}
      rightSection={withMenu && <IconChevronDown size={14} aria-hidden />}
    >
      {label}
    </Button>
  );
}
