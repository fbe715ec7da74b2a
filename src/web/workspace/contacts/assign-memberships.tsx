/** Contacts and companies assigned to each other, the same from both sides: the companies of a contact, the contacts of a company. */
import { Badge, Button, Group, Text, Title, Tooltip } from "@mantine/core";
import { IconArrowLeft, IconClock } from "@tabler/icons-react";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { listRoles } from "#contract/master-data.ts";
import { listCompaniesToAssign, listContactsToAssign, type MembershipRowView } from "#contract/membership-matrix.ts";
import { roleNameIn } from "#domain/access/system-roles.ts";
import { useAddress } from "#web/client/address.ts";
import { problemText } from "#web/client/problem-text.ts";
import { ErrorState } from "#web/ui/error-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { type Changes, cellOf, type Marks, NO_CHANGES, type Scale } from "#web/ui/matrix/marks.ts";
import type { MatrixRow } from "#web/ui/matrix/matrix.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { AssignmentMatrix, type Shown } from "#web/workspace/access/assignment-matrix.tsx";
import { useMatrixRows } from "#web/workspace/access/use-matrix-rows.ts";
import { useAll } from "#web/workspace/api/use-all.ts";
import { useGoBack, useWayBack } from "#web/workspace/frame/way-back.ts";
import { useMay } from "#web/workspace/session/session.ts";
import { useRoleForATimeText } from "./role-for-a-time-text.ts";
import { useCautiousRole } from "./role-select.tsx";
import { storedIn, useSaveMemberships } from "./use-save-memberships.ts";

type Side = "contact" | "company";
const SHOWN = ["all", "assigned", "changed"] as const satisfies readonly Shown[];

export function AssignMemberships({ side, id, name }: { side: Side; id: string; name: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const { scale, faces, roleText, isLoading, error } = useRoleScale();
  const [address, changeAddress] = useAddress();
  const [changes, setChanges] = useState<Changes>(NO_CHANGES);
  const cameFrom = side === "contact" ? `/contacts/${id}/memberships` : `/companies/${id}/contacts`;
  const goBack = useGoBack();
  const shown = SHOWN.find((one) => one === address.shown) ?? "all";
  const q = address.q ?? "";
  const list = useMatrixRows<MembershipRowView>({ endpoint: side === "contact" ? listCompaniesToAssign : listContactsToAssign, id }, { q, shown });
  const { rowOf } = list;
  const keptHint = t(`workspace.assign.primaryStays.${side}`);
  const contentOf = useCallback(
    (rowId: string) => {
      const row = rowOf(rowId);
      if (row === undefined) return null;
      const isKept = row.membership?.primary === true;
      return { stored: row.membership === null ? [] : [row.membership.role.id], inherited: [], isKept, hint: isKept ? keptHint : undefined };
    },
    [rowOf, keptHint],
  );
  const columns = useMemo(() => [{ key: "role", title: t("workspace.assign.column") }], [t]);
  const setTexts = useSetTexts(shown);
  const newcomers = [...changes].filter(([key, { after }]) => after.length > 0 && rowOf(cellOf(key).rowId)?.membership === null).length;
  const save = useSaveMemberships({
    scale,
    rowOf,
    reload: list.reload,
    pairOf: (rowId) => (side === "contact" ? { contactId: id, companyId: rowId } : { contactId: rowId, companyId: id }),
    onSaved: () => setChanges(NO_CHANGES),
  });
  const rows = useShownRows({ side, rows: shown === "changed" ? null : list.rows, changes, rowOf });
  const failed = error ?? (list.rows.length === 0 ? list.error : null);
  if (failed !== null) return <ErrorState message={problemText(failed)} onRetry={list.retry} />;
  return (
    <section>
      <Heading side={side} name={name} cameFrom={cameFrom} />
      <AssignmentMatrix
        label={t(`workspace.assign.title.${side}`, { name })}
        rowTitle={t(side === "contact" ? "workspace.ticket.company" : "workspace.ticket.contact")}
        rows={rows}
        columns={columns}
        scale={scale}
        faces={faces}
        contentOf={contentOf}
        storedOf={storedIn(rowOf)}
        changes={changes}
        onChanges={setChanges}
        filter={{
          text: q,
          onText: (text) => changeAddress({ q: text }),
          shown,
          choices: SHOWN,
          onShown: (value) => changeAddress({ shown: value === "all" ? undefined : value }),
          hint: t(`workspace.${side === "contact" ? "company" : "contact"}.searchHint`),
        }}
        moreRows={shown === "changed" ? undefined : list.moreRows}
        readOnly={!may("access:write")}
        isLoading={isLoading || list.isLoading}
        nameOf={(key) => rowOf(cellOf(key).rowId)?.name ?? ""}
        marksText={roleText}
        nothing={t("workspace.assign.none")}
        setTexts={setTexts}
        legend={t("workspace.assign.legend")}
        consequence={
          <>
            {newcomers > 1 && (
              <Text component="strong" inherit c="var(--mantine-color-text)">
                {t(`workspace.assign.newcomers.${side}`, { count: newcomers, name })}{" "}
              </Text>
            )}
            {t(`workspace.assign.means.${side}`, { name })}
          </>
        }
        planned={() => save.planned(changes)}
        busy={save.isPending}
        onSave={(reason, close) => save.mutate({ changes, reason }, { onSettled: close })}
        onFinish={(reason, close) => save.mutate({ changes, reason }, { onSettled: close, onSuccess: () => goBack(cameFrom) })}
      />
    </section>
  );
}

function Heading({ side, name, cameFrom }: { side: Side; name: string; cameFrom: string }) {
  const { t } = useTranslation();
  const wayBack = useWayBack();
  return (
    <Group justify="space-between" align="flex-start" mb="sm" gap="sm">
      <div>
        <Title order={2}>{t(`workspace.assign.title.${side}`, { name })}</Title>
        <Text size="sm" c="dimmed">
          {t(`workspace.assign.primaryStays.${side}`)}
        </Text>
      </div>
      <Button component={Link} {...wayBack(cameFrom)} variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />}>
        {t(`workspace.assign.back.${side}`)}
      </Button>
    </Group>
  );
}

/** The roles as what a cell can hold; the one that opens least comes first, so that a tick opens nothing by accident. */
function useRoleScale() {
  const { t } = useTranslation();
  const roles = useAll(listRoles);
  const cautious = useCautiousRole();
  const scale = useMemo<Scale>(() => {
    const ids = (roles.data ?? []).map((role) => role.id);
    return { marks: [...ids.filter((id) => id === cautious), ...ids.filter((id) => id !== cautious)], choice: true };
  }, [roles.data, cautious]);
  const faces = useMemo(() => Object.fromEntries((roles.data ?? []).map((role) => [role.id, { letter: "", name: roleNameIn(t, role) }])), [roles.data, t]);
  const roleText = (marks: Marks) => (marks[0] === undefined ? t("workspace.assign.none") : (faces[marks[0]]?.name ?? ""));
  return { scale, faces, roleText, isLoading: roles.isPending, error: roles.error };
}

/** A whole column assigns whoever is not: that is said before. */
function useSetTexts(shown: Shown) {
  const { t } = useTranslation();
  const formats = useFormats();
  return useMemo(
    () =>
      shown === "assigned"
        ? undefined
        : {
            setHeld: {
              held: (count: number) => t("workspace.assign.setAssigned", { count }),
              shown: (count: number, fresh: number) => t("workspace.assign.setShown", { count, fresh: formats.number(fresh) }),
            },
            setAll: (count: number) => t("workspace.assign.setAll", { count }),
          },
    [t, formats, shown],
  );
}

/** Where another role than the one in the cell holds now. */
function RoleNow({ row }: { row: MembershipRowView }) {
  const { t } = useTranslation();
  const forATime = useRoleForATimeText();
  if (!row.membership?.roleForATime?.holds) return null;
  const said = forATime(row.membership);
  return (
    <Tooltip label={said?.text}>
      <Badge color="gray" leftSection={<IconClock size={12} aria-hidden />}>
        {t("workspace.roleForATime.now", { role: said?.now })}
        <span className="pf-hidden">, {said?.text}</span>
      </Badge>
    </Tooltip>
  );
}

type ShownGiven = {
  side: Side;
  /** Null: those that are changed. */
  rows: readonly MembershipRowView[] | null;
  changes: Changes;
  rowOf: (rowId: string) => MembershipRowView | undefined;
};

/** As the matrix shows them; each stays the same object until something is read anew, so that only changed rows are drawn. */
function useShownRows({ side, rows, changes, rowOf }: ShownGiven): readonly MatrixRow[] {
  const { t } = useTranslation();
  const changedIds = rows === null ? [...new Set([...changes.keys()].map((key) => cellOf(key).rowId))].join(" ") : "";
  return useMemo(() => {
    const shown = rows ?? changedIds.split(" ").flatMap((id) => rowOf(id) ?? []);
    return shown.map((row) => ({
      id: row.id,
      name: row.name,
      label: (
        <span style={{ display: "inline-flex", flexWrap: "wrap", alignItems: "center", gap: "2px 8px" }}>
          <Link to={side === "contact" ? `/companies/${row.id}` : `/contacts/${row.id}`}>{row.name}</Link>
          {row.membership?.primary && <Badge color="gray">{t("workspace.membership.primary")}</Badge>}
          <RoleNow row={row} />
        </span>
      ),
      detail: [side === "contact" ? `#${row.detail}` : row.detail, row.state === "active" ? "" : t(`workspace.state.${row.state}`)].filter(Boolean).join(" · "),
    }));
  }, [side, rows, changedIds, rowOf, t]);
}
