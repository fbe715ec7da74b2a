/** The matrix with every kind of cell: levels with days, and a level whose details a dialog asks for, as grants on projects have them. */
import { Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { IconListDetails } from "@tabler/icons-react";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Changes, cellKey, NO_CHANGES, type Scale, withHeld } from "#web/ui/matrix/marks.ts";
import { type CellContent, Matrix, type MatrixRow } from "#web/ui/matrix/matrix.tsx";
import { DialogTitle } from "#web/workspace/editing/form-dialog.tsx";
import { Part } from "./part.tsx";

/** Nothing, read-only, or full: the whole mark includes the other. */
const SCALE: Scale = { marks: ["read", "full"], whole: "full" };
const TASKS = ["all", "existing", "named"] as const;
const column = "grant";

const ROWS: readonly MatrixRow[] = [
  { id: "warehouse", name: "Warehouse", detail: "4 tasks" },
  { id: "scanner", name: "Scanner", indent: 1 },
  { id: "office", name: "Office move", detail: "suspended" },
  { id: "fleet", name: "Fleet", whereNoCell: "2 grants" },
];
const STORED: Readonly<Record<string, CellContent>> = {
  warehouse: { stored: ["read"], inherited: [], more: "all" },
  scanner: { stored: [], inherited: ["read"], more: "" },
  office: { stored: ["full"], inherited: [], more: "named" },
};

export function MatrixParts() {
  const { t } = useTranslation();
  const [changes, setChanges] = useState<Changes>(NO_CHANGES);
  const [opened, setOpened] = useState<string | null>(null);
  const columns = useMemo(() => [{ key: column, title: t("workspace.access.right") }], [t]);
  const faces = useMemo(
    () => ({
      read: { letter: t("workspace.level.read.letter"), name: t("workspace.level.read") },
      full: { letter: t("workspace.level.edit.letter"), name: t("workspace.level.edit") },
    }),
    [t],
  );
  const contentOf = useCallback((rowId: string) => STORED[rowId] ?? null, []);
  const more = useMemo(
    () => ({
      text: (value: string) => value,
      label: t("workspace.design.details"),
      letter: "d",
      icon: <IconListDetails size={16} aria-hidden />,
      open: (rowId: string) => setOpened(rowId),
      whereEmpty: true as const,
    }),
    [t],
  );
  return (
    <Part name="Matrix">
      <Matrix
        label="Matrix"
        rowTitle={t("workspace.ticket.project")}
        rows={ROWS}
        columns={columns}
        scale={SCALE}
        faces={faces}
        contentOf={contentOf}
        changes={changes}
        onChanges={setChanges}
        readOnly={false}
        isLoading={false}
        more={more}
        texts={{
          nothing: t("workspace.level.none"),
          changed: t("workspace.rights.changedCell"),
          setColumn: (count) => t("workspace.rights.setColumn", { count }),
          setAll: (count) => t("workspace.rights.setAll", { count }),
          setRow: (row) => t("workspace.rights.setRow", { row }),
          showMore: (count) => t("workspace.rights.showMore", { count }),
          noneMatch: t("workspace.rights.noneMatch"),
        }}
      />
      <Text size="sm" c="dimmed" mt="sm">
        {t("workspace.design.matrix")}
      </Text>
      {opened !== null && <Details rowId={opened} changes={changes} onChanges={setChanges} onClose={() => setOpened(null)} />}
    </Part>
  );
}

type DetailsGiven = { rowId: string; changes: Changes; onChanges: (change: (before: Changes) => Changes) => void; onClose: () => void };

/** What the owner of a matrix shows for one cell: it gives marks and details back together. */
function Details({ rowId, changes, onChanges, onClose }: DetailsGiven) {
  const { t } = useTranslation();
  const key = cellKey(rowId, column);
  const stored = { marks: STORED[rowId]?.stored ?? [], more: STORED[rowId]?.more ?? "" };
  const change = changes.get(key);
  const [tasks, setTasks] = useState(change?.more?.after ?? stored.more);
  const marks = change?.after ?? stored.marks;
  const apply = () => {
    onChanges((before) => withHeld(before, SCALE, key, stored, { marks: marks.length === 0 ? ["read"] : marks, more: tasks }));
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={<DialogTitle>{t("workspace.design.details")}</DialogTitle>} closeButtonProps={{ "aria-label": t("ui.close") }}>
      <Stack gap="md">
        <Radio.Group value={tasks} onChange={setTasks} aria-label={t("workspace.design.details")}>
          <Stack gap="xs">
            {TASKS.map((value) => (
              <Radio key={value} value={value} label={value} />
            ))}
          </Stack>
        </Radio.Group>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button onClick={apply}>{t("workspace.days.apply")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
