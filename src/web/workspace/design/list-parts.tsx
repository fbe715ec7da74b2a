/** Lists in every state. */
import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ColumnChooser } from "#web/ui/column-chooser.tsx";
import { arranged, type Column } from "#web/ui/columns.ts";
import { DataTable } from "#web/ui/data-table.tsx";
import { DateTime } from "#web/ui/date-time.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { Peek, PeekFact, PeekFacts } from "#web/ui/peek.tsx";
import { NOTHING, type Selection } from "#web/ui/selection.ts";
import { TextChip } from "#web/ui/text-chip.tsx";
import { useUi } from "#web/ui/ui-context.tsx";
import { ViewChips } from "#web/ui/view-chips.tsx";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { RecordState } from "#web/workspace/frame/record-state.tsx";
import { Part } from "./part.tsx";
import { pageWith, ROWS, type SampleRow } from "./samples.ts";

function useSampleColumns(): Column<SampleRow>[] {
  const { t } = useTranslation();
  const { formats } = useUi();
  return [
    {
      key: "name",
      title: t("workspace.company.name"),
      main: true,
      sorts: { ascending: "name", descending: "-name" },
      render: (row) => (
        <Text component="span" fw={550} lineClamp={1} title={row.name}>
          {row.name}
        </Text>
      ),
    },
    { key: "city", title: t("workspace.company.city"), width: "18%", hideBelow: 640, render: (row) => row.city },
    { key: "state", title: t("workspace.record.state"), width: "120px", hideBelow: 480, render: (row) => <RecordState state={row.state} /> },
    { key: "people", title: t("workspace.nav.contacts"), width: "160px", align: "right", hideBelow: 800, render: (row) => formats.number(row.people) },
    { key: "changed", title: t("workspace.record.changed"), width: "132px", hiddenAtFirst: true, render: (row) => <DateTime at={row.changedAt} /> },
  ];
}

const same = { keyOf: (row: SampleRow) => row.id, linkOf: (row: SampleRow) => `/companies?q=${row.id}`, empty: null };

export function ListParts() {
  const { t } = useTranslation();
  const columns = useSampleColumns();
  const [keys, setKeys] = useState<string[] | null>(null);
  const [selection, change] = useState<Selection>({ ...NOTHING, keys: new Set(["1", "2", "3", "4"]) });
  const [peeked, setPeeked] = useState<string | null>(null);
  const [sort, setSort] = useState("name");
  const shown = ROWS.find((row) => row.id === peeked);
  const views = [
    { id: "standard", name: t("workspace.view.standard"), fixed: true },
    { id: "own", name: "Hannover", fixed: false },
  ];
  const chips = { label: t("workspace.view.label"), views, onChoose: () => undefined, onKeep: () => undefined, onDelete: () => undefined };
  const refused = async () => t("error.view.nameTaken");
  return (
    <>
      <Part name="DataTable, ColumnChooser, Peek">
        <Group justify="flex-end" mb="xs">
          <ColumnChooser columns={columns} keys={keys} onChange={setKeys} />
        </Group>
        <DataTable
          {...same}
          label="DataTable"
          columns={arranged(columns, keys)}
          page={pageWith()}
          sort={sort}
          onSort={setSort}
          peek={{ key: peeked, change: setPeeked }}
          selection={{
            selection,
            change,
            actions: (
              <Button variant="default" size="compact-sm" style={{ flex: "none" }}>
                {t("workspace.ticket.status")}
              </Button>
            ),
          }}
        />
        {shown !== undefined && (
          <Peek
            label={t("workspace.peek.company")}
            title={shown.name}
            above={shown.id}
            to="/companies"
            keys={ROWS.map(({ id }) => id)}
            peeked={shown.id}
            onChange={setPeeked}
            top={BAR_HEIGHT}
          >
            <PeekFacts>
              <PeekFact name={t("workspace.company.city")}>{shown.city}</PeekFact>
              <PeekFact name={t("workspace.record.state")}>
                <RecordState state={shown.state} />
              </PeekFact>
            </PeekFacts>
          </Peek>
        )}
      </Part>
      <Part name="DataTable isFirstLoad">
        <DataTable
          {...same}
          label="DataTable isFirstLoad"
          columns={arranged(columns, null)}
          page={pageWith({ isFirstLoad: true, items: [] })}
          skeletonRows={3}
        />
      </Part>
      <Part name="DataTable isStale">
        <DataTable
          {...same}
          label="DataTable isStale"
          columns={arranged(columns, null)}
          page={pageWith({ isStale: true, totalIsLowerBound: true, total: 10_000 })}
        />
      </Part>
      <Part name="DataTable changed, left">
        <DataTable
          {...same}
          label="DataTable changed, left"
          columns={arranged(columns, null)}
          page={pageWith({ changed: new Set(["1"]), left: new Set(["2"]) })}
        />
      </Part>
      <Part name="TextChip">
        <Group>
          <TextChip label={t("workspace.ticket.reference")} hint={t("workspace.ticket.referenceBegins")} value="" longest={100} onChange={() => undefined} />
          <TextChip
            label={t("workspace.ticket.reference")}
            hint={t("workspace.ticket.referenceBegins")}
            value="PO-47"
            longest={100}
            onChange={() => undefined}
          />
        </Group>
      </Part>
      <Part name="EmptyState">
        <EmptyState title={t("workspace.company.noneFiltered")} action={<Button variant="default">{t("workspace.list.clearFilters")}</Button>}>
          {t("workspace.list.otherWords")}
        </EmptyState>
      </Part>
      <Part name="ErrorState">
        <ErrorState message={t("ui.unreachable")} onRetry={() => undefined} />
      </Part>
      <Part name="ViewChips">
        <ViewChips {...chips} current="standard" modified={false} onCreate={refused} onRename={refused} />
        <ViewChips {...chips} current="own" modified onCreate={refused} onRename={refused} />
        <ViewChips {...chips} current={null} modified={false} onCreate={refused} onRename={refused} />
      </Part>
    </>
  );
}
