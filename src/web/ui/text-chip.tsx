/** A filter by a text: the chip says what was typed and opens a field for it. Enter or a click elsewhere takes it, Escape leaves it as it was. */
import { Button, Group, Popover, TextInput } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useRef, useState } from "react";
import classes from "./filter-chips.module.css";
import { ClearChip } from "./filter-chips.tsx";

type Given = {
  label: string;
  /** Above the field: what has to be typed. */
  hint: string;
  /** Empty: no filter. */
  value: string;
  longest: number;
  onChange: (text: string) => void;
};

export function TextChip({ label, hint, value, longest, onChange }: Given) {
  const button = useRef<HTMLButtonElement>(null);
  /** Null: the field is shut. */
  const [typed, setTyped] = useState<string | null>(null);
  const shut = () => {
    setTyped(null);
    button.current?.focus();
  };
  const take = () => {
    const text = (typed ?? value).trim();
    setTyped(null);
    if (text !== value) onChange(text);
  };
  const isSet = value !== "";
  return (
    <Group gap={0} wrap="nowrap">
      <Popover position="bottom-start" withinPortal trapFocus closeOnEscape={false} opened={typed !== null} onChange={(open) => !open && take()}>
        <Popover.Target>
          <Button
            ref={button}
            variant={isSet ? "light" : "default"}
            size="compact-sm"
            h={36}
            px={10}
            className={isSet ? `${classes.menu} ${classes.withClear}` : classes.menu}
            rightSection={<IconChevronDown size={14} aria-hidden />}
            maw={280}
            onClick={() => (typed === null ? setTyped(value) : take())}
          >
            {isSet ? `${label}: ${value}` : label}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p="sm">
          <TextInput
            data-autofocus
            label={hint}
            value={typed ?? ""}
            maxLength={longest}
            w={240}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" && event.key !== "Escape") return;
              event.preventDefault();
              event.stopPropagation();
              if (event.key === "Enter") take();
              shut();
            }}
          />
        </Popover.Dropdown>
      </Popover>
      {isSet && (
        <ClearChip
          label={label}
          onClick={() => {
            button.current?.focus();
            onChange("");
          }}
        />
      )}
    </Group>
  );
}
