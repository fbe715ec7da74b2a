/** Filters as chips: one of several ("state"), or any number from a menu ("queue"), with what is chosen in words. */
import { Button, Group } from "@mantine/core";
import { IconChevronDown, IconX } from "@tabler/icons-react";
import classes from "./filter-chips.module.css";
import type { Choice, Searching } from "./filter-menu.tsx";
import { useUi } from "./ui-context.tsx";
import { useOnDemand } from "./use-on-demand.ts";

export type { Choice } from "./filter-menu.tsx";

/** One of a few, all of them visible; `label` is read out. */
export function ChoiceChips(given: { label: string; value: string; choices: readonly Choice[]; onChange: (value: string) => void }) {
  return (
    <fieldset className={classes.choices}>
      <legend className="pf-hidden">{given.label}</legend>
      {given.choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === given.value}
          className={classes.choice}
          onClick={() => given.onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </fieldset>
  );
}

type Given = {
  label: string;
  /** Chosen values; nothing chosen means no filter. */
  values: readonly string[];
  choices: readonly Choice[];
  onChange: (values: string[]) => void;
  /** True: choosing one replaces the other. */
  single?: boolean;
  /** One always holds (an order): it cannot be taken off. */
  withoutClear?: boolean;
  /** For many: `choices` are found by typing. `onOpen` is told when they are wanted. */
  searching?: Searching & { onOpen: () => void };
};

const loadMenu = () => import("./filter-menu.tsx").then((module) => module.FilterMenu);

/** Any of many, in a menu with its own search from nine choices on. */
export function FilterChip({ label, values, choices, onChange, single = false, withoutClear = false, searching }: Given) {
  const { Part, opened, setOpened, triggers } = useOnDemand(loadMenu, searching?.onOpen);
  const chosen = choices.filter((choice) => values.includes(choice.value));
  const words = chosen.length === 0 ? label : `${label}: ${chosen[0]?.label}${chosen.length > 1 ? ` +${chosen.length - 1}` : ""}`;
  const isSet = chosen.length > 0 && !withoutClear;
  const button = (
    <Button
      {...triggers}
      variant={isSet ? "light" : "default"}
      size="compact-sm"
      h={36}
      px={10}
      className={isSet ? `${classes.menu} ${classes.withClear}` : classes.menu}
      rightSection={<IconChevronDown size={14} aria-hidden />}
      maw={280}
      aria-haspopup="menu"
    >
      {words}
    </Button>
  );
  return (
    <Group gap={0} wrap="nowrap">
      {Part === null ? (
        button
      ) : (
        <Part
          opened={opened}
          onOpened={(open) => {
            if (open) searching?.onOpen();
            setOpened(open);
          }}
          values={values}
          choices={choices}
          onChange={onChange}
          single={single}
          searching={searching}
        >
          {button}
        </Part>
      )}
      {isSet && (
        <ClearChip
          label={label}
          onClick={() => {
            triggers.ref.current?.focus();
            onChange([]);
          }}
        />
      )}
    </Group>
  );
}

/** Takes the filter off that stands before it. */
export function ClearChip({ label, onClick }: { label: string; onClick: () => void }) {
  const { texts } = useUi();
  return (
    <Button
      variant="light"
      size="compact-sm"
      h={36}
      px={7}
      className={`${classes.menu} ${classes.clear}`}
      aria-label={`${texts.clear}: ${label}`}
      onClick={onClick}
    >
      <IconX size={14} aria-hidden />
    </Button>
  );
}
