/** All statuses by type, in the order in which they are offered: what each does, and how many tickets have it. */
import { ActionIcon, Button, Group, Skeleton, Text, Title } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTemplate } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listStatuses, type StatusView } from "#contract/master-data.ts";
import { listStatusUse, orderStatuses } from "#contract/status.ts";
import { call } from "#web/client/call.ts";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { PageProblem } from "#web/workspace/frame/page-problem.tsx";
import { RecordState } from "#web/workspace/frame/record-state.tsx";
import { RowButton } from "#web/workspace/frame/row-button.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { TONE_OF_STATUS } from "#web/workspace/tickets/status.ts";
import { StatusDialog } from "./status-dialog.tsx";
import classes from "./status-list.module.css";
import { STATUS_TYPES } from "./status-types.ts";
import { TemplateDialog } from "./template-dialog.tsx";
import { useStatusWords } from "./use-status-words.ts";

export function StatusList() {
  const { t } = useTranslation();
  const may = useMay();
  const statuses = useEndpoint(listStatuses);
  const [editing, setEditing] = useState<StatusView | "new" | null>(null);
  const [choosing, setChoosing] = useState(false);
  const mayChange = may("setting:write");
  if (statuses.error !== null && statuses.data === undefined) return <PageProblem error={statuses.error} onRetry={() => void statuses.refetch()} />;
  if (statuses.data === undefined) return <Waiting />;
  const { items } = statuses.data;
  return (
    <div className={classes.page}>
      {mayChange && (
        <Group gap="xs" justify="flex-end" mb="md">
          <Button variant="default" leftSection={<IconTemplate size={16} aria-hidden />} onClick={() => setChoosing(true)}>
            {t("workspace.status.template")}
          </Button>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing("new")}>
            {t("workspace.status.new")}
          </Button>
        </Group>
      )}
      {STATUS_TYPES.map((type) => (
        <TypeSection key={type} type={type} items={items} mayChange={mayChange} onEdit={setEditing} />
      ))}
      {editing !== null && <StatusDialog status={editing === "new" ? null : editing} all={items} onClose={() => setEditing(null)} />}
      {choosing && <TemplateDialog onClose={() => setChoosing(false)} />}
    </div>
  );
}

type SectionGiven = { type: (typeof STATUS_TYPES)[number]; items: readonly StatusView[]; mayChange: boolean; onEdit: (status: StatusView) => void };

function TypeSection({ type, items, mayChange, onEdit }: SectionGiven) {
  const { t } = useTranslation();
  const own = items.filter((status) => status.statusType === type);
  const order = useAction((ids: string[]) => call(orderStatuses, { body: { ids } }));
  if (own.length === 0) return null;
  const move = (at: number, by: -1 | 1) => {
    const moved = own.map(({ id }) => id);
    const [one] = moved.splice(at, 1);
    if (one !== undefined) moved.splice(at + by, 0, one);
    order.mutate(STATUS_TYPES.flatMap((other) => (other === type ? moved : items.filter((status) => status.statusType === other).map(({ id }) => id))));
  };
  return (
    <section className={classes.type} aria-labelledby={`type-${type}`}>
      <Title order={2} id={`type-${type}`}>
        {t(`workspace.status.type.${type}`)}
      </Title>
      <Text size="sm" c="dimmed">
        {t(`workspace.status.typeMeans.${type}`)}
      </Text>
      <ul className={classes.list}>
        {own.map((status, at) => (
          <StatusLine key={status.id} status={status} items={items} mayChange={mayChange} onEdit={() => onEdit(status)}>
            {mayChange && own.length > 1 && (
              <span className={classes.movers}>
                <Mover label={t("workspace.status.up", { status: status.label })} disabled={at === 0 || order.isPending} onClick={() => move(at, -1)}>
                  <IconArrowUp size={16} aria-hidden />
                </Mover>
                <Mover
                  label={t("workspace.status.down", { status: status.label })}
                  disabled={at === own.length - 1 || order.isPending}
                  onClick={() => move(at, 1)}
                >
                  <IconArrowDown size={16} aria-hidden />
                </Mover>
              </span>
            )}
          </StatusLine>
        ))}
      </ul>
    </section>
  );
}

const Mover = ({ label, ...given }: { label: string; disabled: boolean; onClick: () => void; children: React.ReactNode }) => (
  <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} {...given} />
);

type LineGiven = { status: StatusView; items: readonly StatusView[]; mayChange: boolean; onEdit: () => void; children: React.ReactNode };

function StatusLine({ status, items, mayChange, onEdit, children }: LineGiven) {
  const { t } = useTranslation();
  const formats = useFormats();
  const may = useMay();
  const words = useStatusWords(items);
  const use = useEndpoint(listStatusUse, {}, { staleMilliseconds: 60_000, enabled: may("setting:read") });
  const count = use.data?.items.find(({ id }) => id === status.id)?.ticketCount ?? 0;
  return (
    <li className={classes.line} data-closed={status.state === "closed" || undefined}>
      <span className={classes.name}>
        <StateBadge tone={TONE_OF_STATUS[status.statusType]}>{mayChange ? <RowButton onClick={onEdit}>{status.label}</RowButton> : status.label}</StateBadge>
        <Text size="sm" c="dimmed" component="span">
          {words(status).join(" · ")}
        </Text>
      </span>
      {status.state === "closed" && <RecordState state="closed" />}
      <Text size="sm" c="dimmed" className="pf-number" style={{ visibility: use.data === undefined ? "hidden" : undefined, whiteSpace: "nowrap" }}>
        {t("workspace.status.tickets", { count, number: formats.number(count) })}
      </Text>
      {children}
    </li>
  );
}

const Waiting = () => (
  <div className={classes.page}>
    {["a", "b", "c", "d"].map((key) => (
      <Skeleton key={key} height={104} mb="lg" />
    ))}
  </div>
);
