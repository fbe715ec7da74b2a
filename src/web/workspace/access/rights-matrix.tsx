/** The matrix of rights, the same from every side: rows are mostly groups, columns say whose right. */
import { Button, Group, Skeleton, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ChoiceChips } from "#web/ui/filter-chips.tsx";
import { LevelCell } from "./level-cell.tsx";
import { type CellKey, type Changes, cellKey, type Levels, withChange } from "./rights-changes.ts";
import classes from "./rights-matrix.module.css";

export type MatrixRow = { id: string; name: string; label?: ReactNode; detail?: string };
export type MatrixColumn = { key: string; title: string; meaning?: string };
export type MatrixCell = { levels: Levels; hint?: ReactNode };

type Given = {
  label: string;
  rowTitle: string;
  rows: readonly MatrixRow[];
  columns: readonly MatrixColumn[];
  stored: ReadonlyMap<CellKey, MatrixCell>;
  changes: Changes;
  onChanges: (changes: Changes) => void;
  readOnly: boolean;
  isLoading?: boolean;
  /** A last column that is only shown. */
  aside?: { title: string; render: (row: MatrixRow) => ReactNode };
  empty: ReactNode;
  /** A few fixed rows: no filter, no legend. */
  plain?: boolean;
};

type Shown = "all" | "assigned" | "changed";
const nothing: MatrixCell = { levels: [] };
const pageSize = 100;

export function RightsMatrix(given: Given) {
  const { t } = useTranslation();
  const { rows, columns, stored, changes } = given;
  const [filter, setFilter] = useState("");
  const [shown, setShown] = useState<Shown>("all");
  const [limit, setLimit] = useState(pageSize);
  const cellsOf = (row: MatrixRow) => columns.map((column) => cellKey(row.id, column.key));
  const matching = rows.filter((row) => {
    if (!row.name.toLocaleLowerCase().includes(filter.trim().toLocaleLowerCase())) return false;
    if (shown === "assigned") return cellsOf(row).some((key) => (changes.get(key) ?? stored.get(key)?.levels ?? []).length > 0);
    if (shown === "changed") return cellsOf(row).some((key) => changes.has(key));
    return true;
  });
  if (!given.isLoading && rows.length === 0) return given.empty;
  return (
    <>
      {!given.plain && (
        <Group gap="xs" mb="sm">
          <TextInput
            aria-label={t("workspace.rights.filter")}
            placeholder={t("workspace.rights.filter")}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
            w={220}
          />
          <ChoiceChips
            label={t("workspace.rights.shown")}
            value={shown}
            choices={[
              { value: "all", label: t("workspace.rights.all") },
              { value: "assigned", label: t("workspace.rights.assigned") },
              { value: "changed", label: t("workspace.rights.changed") },
            ]}
            onChange={(value) => setShown(value as Shown)}
          />
        </Group>
      )}
      <div className={classes.frame}>
        <table className={classes.table} aria-label={given.label} aria-busy={given.isLoading ?? false}>
          <thead>
            <tr>
              <th scope="col">{given.rowTitle}</th>
              {columns.map((column) => (
                <th key={column.key} scope="col" title={column.meaning}>
                  {column.title}
                </th>
              ))}
              {given.aside && <th scope="col">{given.aside.title}</th>}
            </tr>
          </thead>
          <tbody>
            {given.isLoading
              ? ["a", "b", "c", "d", "e"].map((key) => (
                  <tr key={key}>
                    <td colSpan={columns.length + 2}>
                      <Skeleton height={16} width="60%" />
                    </td>
                  </tr>
                ))
              : matching.slice(0, limit).map((row) => (
                  <tr key={row.id}>
                    <th scope="row">
                      {row.label ?? row.name}
                      {row.detail !== undefined && (
                        <Text component="span" size="xs" c="dimmed" ml={8} fw={400}>
                          {row.detail}
                        </Text>
                      )}
                    </th>
                    {columns.map((column) => {
                      const key = cellKey(row.id, column.key);
                      const cell = stored.get(key) ?? nothing;
                      return (
                        <td key={column.key}>
                          <LevelCell
                            label={`${row.name}, ${column.title}`}
                            levels={changes.get(key) ?? cell.levels}
                            changed={changes.has(key)}
                            readOnly={given.readOnly}
                            onChange={(levels) => given.onChanges(withChange(changes, key, cell.levels, levels))}
                            {...(cell.hint === undefined ? {} : { hint: cell.hint })}
                          />
                        </td>
                      );
                    })}
                    {given.aside && <td>{given.aside.render(row)}</td>}
                  </tr>
                ))}
          </tbody>
        </table>
        {!given.isLoading && matching.length === 0 && (
          <Text p="md" c="dimmed">
            {t("workspace.rights.noneMatch")}
          </Text>
        )}
      </div>
      {!given.plain && (
        <Group justify="space-between" mt="xs" gap="xs">
          <Text size="xs" c="dimmed">
            {t(given.readOnly ? "workspace.rights.legend" : "workspace.rights.legendKeys")}
          </Text>
          {matching.length > limit && (
            <Button variant="default" size="compact-sm" onClick={() => setLimit(limit + pageSize)}>
              {t("workspace.rights.showMore", { count: matching.length - limit })}
            </Button>
          )}
        </Group>
      )}
    </>
  );
}
