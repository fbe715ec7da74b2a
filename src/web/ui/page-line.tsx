/** Where somebody is in a list, and the ways on: also for lists that are no table. */
import { Button, Group, Text } from "@mantine/core";
import { IconArrowUp, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { FloatingPill } from "./floating-pill.tsx";
import { isTyping } from "./is-typing.ts";
import { useUi } from "./ui-context.tsx";
import { useStable } from "./use-stable.ts";

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
  /** Keys of rows that changed a moment ago, and of those that do not belong to the list any more. */
  changed?: ReadonlySet<string>;
  left?: ReadonlySet<string>;
};

/** "1–50 of 1,204" with newer and older. */
export function PageLine({ page, newRows }: { page: Omit<TablePage<unknown>, "items" | "isStale">; newRows?: (count: number) => string }) {
  const { texts, formats } = useUi();
  const number = (value: number) => formats.number(value);
  const counted =
    page.total === null
      ? ""
      : page.to === 0
        ? texts.countNone
        : texts.count({ from: number(page.from), to: number(page.to), total: number(page.total), atLeast: page.totalIsLowerBound });
  const waiting = page.waiting ?? 0;
  const wasAsked = useRef(false);
  const showAll = useStable(() => {
    if (waiting === 0) return;
    wasAsked.current = true;
    page.showWaiting?.();
    window.scrollTo({ top: 0 });
  });
  // Whoever asked for them goes on at the first one.
  useEffect(() => {
    if (!wasAsked.current || waiting > 0) return;
    wasAsked.current = false;
    document.querySelector<HTMLElement>("[data-row-link]")?.focus({ preventScroll: true });
  }, [waiting]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "." && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) showAll();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [showAll]);
  const announced = waiting === 0 ? "" : (newRows ?? texts.newRows)(waiting);
  return (
    <Group justify="space-between" mt="sm" mih={36} gap="xs" style={page.isFirstLoad ? { visibility: "hidden" } : undefined}>
      <p role="status" className="pf-hidden">
        {announced}
      </p>
      {waiting > 0 && (
        <FloatingPill onClick={showAll} shortcut=".">
          {announced}
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
