/** Where somebody is in a list, and the ways on: also for lists that are no table. */
import { Button, Group, Text } from "@mantine/core";
import { IconArrowUp, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { FloatingPill } from "./floating-pill.tsx";
import { useUi } from "./ui-context.tsx";

/** The part of `useListQuery` that a table needs. */
export type TablePage<Row> = {
  items: readonly Row[];
  total: number | null;
  totalIsLowerBound: boolean;
  from: number;
  to: number;
  newer: (() => void) | null;
  older: (() => void) | null;
  isFirstLoad: boolean;
  isStale: boolean;
  /** New rows that are not shown yet, because somebody reads in the list. */
  waiting?: number;
  showWaiting?: () => void;
};

/** "1–50 of 1,204" with newer and older. */
export function PageLine({ page }: { page: Omit<TablePage<unknown>, "items" | "isStale"> }) {
  const { texts, formats } = useUi();
  const number = (value: number) => formats.number(value);
  const counted =
    page.total === null
      ? ""
      : page.to === 0
        ? texts.countNone
        : texts.count({ from: number(page.from), to: number(page.to), total: number(page.total), atLeast: page.totalIsLowerBound });
  const showAll = () => {
    page.showWaiting?.();
    window.scrollTo({ top: 0 });
  };
  return (
    <Group justify="space-between" mt="sm" mih={36} gap="xs" style={page.isFirstLoad ? { visibility: "hidden" } : undefined}>
      {page.waiting !== undefined && page.waiting > 0 && (
        <FloatingPill onClick={showAll}>
          {texts.newRows(page.waiting)}
          <IconArrowUp size={16} aria-hidden />
        </FloatingPill>
      )}
      <Text size="sm" c="dimmed" className="pf-number" role="status">
        {page.isFirstLoad ? " " : counted}
      </Text>
      {(page.newer !== null || page.older !== null) && (
        <Group gap="xs">
          <Button
            variant="default"
            size="sm"
            leftSection={<IconChevronLeft size={16} aria-hidden />}
            disabled={page.newer === null}
            onClick={() => page.newer?.()}
          >
            {texts.newer}
          </Button>
          <Button
            variant="default"
            size="sm"
            rightSection={<IconChevronRight size={16} aria-hidden />}
            disabled={page.older === null}
            onClick={() => page.older?.()}
          >
            {texts.older}
          </Button>
        </Group>
      )}
    </Group>
  );
}
