/** The own fields of tickets in their order: made, named, ordered and closed here. */
import { ActionIcon, Button, Group, Skeleton, Text } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listOwnFields, type OwnFieldView, orderOwnFields } from "#contract/own-field.ts";
import { call } from "#web/client/call.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { PageProblem } from "#web/workspace/frame/page-problem.tsx";
import { RecordState } from "#web/workspace/frame/record-state.tsx";
import { RowButton } from "#web/workspace/frame/row-button.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import classes from "#web/workspace/statuses/status-list.module.css";
import { OwnFieldDialog } from "./own-field-dialog.tsx";

export function OwnFieldList() {
  const { t } = useTranslation();
  const mayChange = useMay()("setting:write");
  const fields = useEndpoint(listOwnFields);
  const [editing, setEditing] = useState<OwnFieldView | "new" | null>(null);
  const order = useAction((ids: string[]) => call(orderOwnFields, { body: { ids } }));
  if (fields.error !== null && fields.data === undefined) return <PageProblem error={fields.error} onRetry={() => void fields.refetch()} />;
  if (fields.data === undefined) return <Skeleton className={classes.page} height={220} />;
  const { items } = fields.data;
  const move = (at: number, by: -1 | 1) => {
    const ids = items.map(({ id }) => id);
    const [moved] = ids.splice(at, 1);
    if (moved !== undefined) ids.splice(at + by, 0, moved);
    order.mutate(ids);
  };
  const create = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing("new")}>
      {t("workspace.ownField.new")}
    </Button>
  );
  return (
    <div className={classes.page}>
      {items.length === 0 ? (
        <EmptyState title={t("workspace.ownField.none")} action={mayChange && create}>
          {t("workspace.ownField.noneHow")}
        </EmptyState>
      ) : (
        <>
          <Group gap="md" justify="space-between" align="flex-start">
            <Text size="sm" c="dimmed" maw="62ch" flex="1 1 16rem">
              {t("workspace.ownField.below")}
            </Text>
            {mayChange && create}
          </Group>
          <ul className={classes.list} aria-label={t("workspace.ownField.many")}>
            {items.map((field, at) => (
              <FieldLine key={field.id} field={field} {...(mayChange ? { onEdit: () => setEditing(field) } : {})}>
                {mayChange && items.length > 1 && (
                  <span className={classes.movers}>
                    <Mover label={t("workspace.ownField.up", { name: field.label })} disabled={at === 0 || order.isPending} onClick={() => move(at, -1)}>
                      <IconArrowUp size={16} aria-hidden />
                    </Mover>
                    <Mover
                      label={t("workspace.ownField.down", { name: field.label })}
                      disabled={at === items.length - 1 || order.isPending}
                      onClick={() => move(at, 1)}
                    >
                      <IconArrowDown size={16} aria-hidden />
                    </Mover>
                  </span>
                )}
              </FieldLine>
            ))}
          </ul>
        </>
      )}
      {editing !== null && <OwnFieldDialog field={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </div>
  );
}

const Mover = ({ label, ...given }: { label: string; disabled: boolean; onClick: () => void; children: React.ReactNode }) => (
  <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} {...given} />
);

function FieldLine({ field, onEdit, children }: { field: OwnFieldView; onEdit?: () => void; children: React.ReactNode }) {
  const { t } = useTranslation();
  const words = [
    t(`workspace.ownField.type.${field.type}`),
    ...(field.options.length > 0 ? [t("workspace.ownField.optionCount", { count: field.options.length })] : []),
    ...(field.shownToContacts ? [t("workspace.ownField.shown")] : []),
  ];
  return (
    <li className={classes.line} data-closed={field.state === "closed" || undefined}>
      <span className={classes.name}>
        <Text fw={550} component="span" style={{ overflowWrap: "anywhere" }}>
          {onEdit ? <RowButton onClick={onEdit}>{field.label}</RowButton> : field.label}
        </Text>
        <Text size="sm" c="dimmed" component="span">
          {words.join(" · ")}
        </Text>
      </span>
      {field.state === "closed" && <RecordState state="closed" />}
      {children}
    </li>
  );
}
