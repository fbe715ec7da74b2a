/** Rights on one group, by whose they are; saved as differences against the version of the group. */
import { Button, Group, Skeleton, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type GroupView, listRights, type RightView } from "#contract/access.ts";
import { problemText } from "#web/client/problem-text.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { useAll } from "#web/workspace/api/use-all.ts";
import { SaveBar } from "#web/workspace/editing/save-bar.tsx";
import { CompanyPicker } from "#web/workspace/pick/company-picker.tsx";
import { ContactPicker } from "#web/workspace/pick/contact-picker.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { ReviewDialog } from "./review-dialog.tsx";
import { type CellKey, type Changes, cellKey, cellOf, type RightSubject } from "./rights-changes.ts";
import { type MatrixCell, type MatrixRow, RightsMatrix } from "./rights-matrix.tsx";
import { useCellHint } from "./subject-rights.tsx";
import { useSaveRights } from "./use-save-rights.ts";

/** Rows of this page: everybody of both kinds, a company, a contact. */
type Row = MatrixRow & { kind: "everybody" | "company" | "contact" };

const rowIdOf = (subject: RightSubject): string => (typeof subject === "string" ? subject : "contactId" in subject ? subject.contactId : subject.companyId);
const columnOf = (subject: RightSubject): string => (typeof subject !== "string" && "context" in subject ? subject.context : "own");
const kindOf = (subject: RightSubject): Row["kind"] => (typeof subject === "string" ? "everybody" : "contactId" in subject ? "contact" : "company");

export function GroupRights({ group }: { group: GroupView }) {
  const { t } = useTranslation();
  const may = useMay();
  const cellHint = useCellHint();
  const [changes, setChanges] = useState<Changes>(new Map());
  const [added, setAdded] = useState<readonly Row[]>([]);
  const [adding, setAdding] = useState<"company" | "contact" | null>(null);
  const [reviewing, review] = useDisclosure();
  const rights = useAll(listRights, { params: { id: group.id } });
  const rows = useMemo(() => [...rowsOf(rights.data ?? []), ...added], [rights.data, added]);
  const unique = [...new Map(rows.map((row) => [row.id, row])).values()];
  const everybody: Row[] = (["everyContact", "everyCompany"] as const).map((id) => ({ id, kind: "everybody", name: t(`workspace.access.${id}`) }));
  const cells = new Map<CellKey, MatrixCell>(
    (rights.data ?? []).map((right) => [cellKey(rowIdOf(right.subject), columnOf(right.subject)), { levels: right.rights, hint: cellHint(right) }]),
  );
  const all = [...everybody, ...unique];
  const subjectOf = (key: CellKey): RightSubject => {
    const { rowId, column } = cellOf(key);
    const kind = all.find((row) => row.id === rowId)?.kind;
    if (rowId === "everyContact" || rowId === "everyCompany") return rowId;
    return kind === "contact" ? { contactId: rowId } : { companyId: rowId, context: column === "others" ? "others" : "own" };
  };
  // Saving thinks in groups: here there is one, and the place in the matrix says whose right.
  const byGroup: Changes = new Map([...changes].map(([key, levels]) => [`${group.id}|${key.replace("|", "/")}` as CellKey, levels]));
  const save = useSaveRights({
    groups: [group],
    subjectOf: (column) => subjectOf(column.replace("/", "|") as CellKey),
    onSaved: (left) => {
      if (left.size === 0) {
        setChanges(new Map());
        setAdded([]);
      }
      review.close();
    },
  });
  if (rights.error !== null) return <ErrorState message={problemText(rights.error)} onRetry={() => void rights.refetch()} />;
  if (rights.data === undefined) return <Skeleton height={240} />;
  const readOnly = !may("access:write");
  const nameOf = (key: CellKey) => {
    const { rowId, column } = cellOf(key);
    const row = all.find((one) => one.id === rowId);
    return row?.kind === "company"
      ? `${row.name}, ${t(column === "others" ? "workspace.access.otherCompanies" : "workspace.access.ownCompany")}`
      : (row?.name ?? "");
  };
  const common = { stored: cells, changes, onChanges: setChanges, readOnly };
  const add = (row: Row) => {
    setAdded([...added, row]);
    setAdding(null);
  };
  return (
    <section>
      <Title order={2} mb="xs">
        {t("workspace.access.everybody")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t("workspace.access.everybodyMeans")}
      </Text>
      <RightsMatrix
        {...common}
        label={t("workspace.access.everybody")}
        rowTitle={t("workspace.access.whose")}
        rows={everybody}
        columns={[{ key: "own", title: t("workspace.access.right") }]}
        plain
        empty={null}
      />
      {(["company", "contact"] as const).map((kind) => (
        <div key={kind} style={{ marginTop: 28 }}>
          <Group justify="space-between" mb="xs">
            <Title order={2}>{t(kind === "company" ? "workspace.nav.companies" : "workspace.nav.contacts")}</Title>
            {!readOnly && adding !== kind && (
              <Button variant="default" size="compact-sm" onClick={() => setAdding(kind)}>
                {t(kind === "company" ? "workspace.access.addCompany" : "workspace.access.addContact")}
              </Button>
            )}
            {adding === "company" && kind === "company" && (
              <CompanyPicker
                label={t("workspace.ticket.company")}
                hideLabel
                value={null}
                onChange={(id, option) => id && option && add({ id, kind, name: option.label })}
                autoFocus
              />
            )}
            {adding === "contact" && kind === "contact" && (
              <ContactPicker
                label={t("workspace.ticket.contact")}
                hideLabel
                value={null}
                onChange={(id, option) => id && option && add({ id, kind, name: option.label })}
                autoFocus
              />
            )}
          </Group>
          <RightsMatrix
            {...common}
            label={t(kind === "company" ? "workspace.nav.companies" : "workspace.nav.contacts")}
            rowTitle={t(kind === "company" ? "workspace.ticket.company" : "workspace.ticket.contact")}
            rows={unique
              .filter((row) => row.kind === kind)
              .map((row) => ({
                ...row,
                label: <Link to={kind === "company" ? `/companies/${row.id}/access` : `/contacts/${row.id}/access`}>{row.name}</Link>,
              }))}
            columns={
              kind === "company"
                ? [
                    { key: "own", title: t("workspace.access.ownCompany"), meaning: t("workspace.access.ownCompanyMeans") },
                    { key: "others", title: t("workspace.access.otherCompanies"), meaning: t("workspace.access.otherCompaniesMeans") },
                  ]
                : [{ key: "own", title: t("workspace.contact.ownRight") }]
            }
            empty={<EmptyState title={t("workspace.access.nobodyHere")}>{t("workspace.access.nobodyHereHow")}</EmptyState>}
          />
        </div>
      ))}
      <SaveBar
        count={changes.size}
        busy={save.isPending}
        onDiscard={() => setChanges(new Map())}
        onSave={review.open}
        saveLabel={t("workspace.rights.review")}
      />
      <ReviewDialog
        opened={reviewing}
        changes={[...changes].map(([key, after]) => ({ key, name: nameOf(key), before: cells.get(key)?.levels ?? [], after }))}
        consequence={t("workspace.access.groupRightsMean", { count: group.queueCount })}
        busy={save.isPending}
        onSave={(reason) => save.mutate({ changes: byGroup, reason })}
        onClose={review.close}
      />
    </section>
  );
}

const rowsOf = (rights: readonly RightView[]): Row[] =>
  rights
    .filter((right) => kindOf(right.subject) !== "everybody")
    .map((right) => ({ id: rowIdOf(right.subject), kind: kindOf(right.subject), name: right.subjectName }));
