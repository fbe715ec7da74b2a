/** Filters that few people need: in a menu until one is wanted or set, so that the row above the list stays one line. */
import { Box, Button, Menu } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useUi } from "./ui-context.tsx";

export type RareFilter = { key: string; title: string; isSet: boolean; chip: ReactNode };

export function MoreFilters({ filters }: { filters: readonly RareFilter[] }) {
  const { texts } = useUi();
  const [wanted, setWanted] = useState<string | null>(null);
  /** Emptied from within, it stays until the focus has gone elsewhere. */
  const [focused, setFocused] = useState<string | null>(null);
  const chosen = useRef<HTMLDivElement>(null);
  // What was wanted is chosen next: the chip opens as if somebody had pressed it.
  useEffect(() => {
    const button = wanted === null ? null : chosen.current?.querySelector("button");
    button?.focus();
    button?.click();
  }, [wanted]);
  const hidden = filters.filter((filter) => !filter.isSet && filter.key !== wanted && filter.key !== focused);
  return (
    <>
      {filters
        .filter((filter) => !hidden.includes(filter))
        .map((filter) => (
          <Box key={filter.key} ref={filter.key === wanted ? chosen : undefined} onFocus={() => setFocused(filter.key)} onBlur={() => setFocused(null)}>
            {filter.chip}
          </Box>
        ))}
      {hidden.length > 0 && (
        <Menu position="bottom-start" withinPortal returnFocus={false}>
          <Menu.Target>
            <Button variant="subtle" color="gray" size="compact-sm" h={36} px={10} leftSection={<IconPlus size={14} aria-hidden />}>
              {texts.moreFilters}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {hidden.map((filter) => (
              <Menu.Item key={filter.key} onClick={() => setWanted(filter.key)}>
                {filter.title}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}
