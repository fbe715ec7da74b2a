/** Chooses one of many records by typing: the server searches, so nothing is out of reach. */
import { type ComboboxItem, Loader, Select, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { readOnly } from "#web/workspace/editing/read-only.ts";

export type Option = { value: string; label: string; detail?: string };

export type PickerProps = {
  label: string;
  /** The label is only read out. */
  hideLabel?: boolean;
  description?: ReactNode;
  placeholder?: string;
  value: string | null;
  onChange: (value: string | null, option: Option | null) => void;
  clearable?: boolean;
  disabled?: boolean;
  required?: boolean;
  error?: string | undefined;
  autoFocus?: boolean;
};

/** What is typed into a picker: `q` is what to search for, asked only while it is open. */
export function usePicking(chosen: Option | null) {
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState("");
  const wanted = chosen !== null && typed === chosen.label ? "" : typed.trim();
  const [q] = useDebouncedValue(wanted, 200);
  return { chosen, opened, setOpened, typed, setTyped, q };
}

type Given = PickerProps & {
  picking: ReturnType<typeof usePicking>;
  options: readonly Option[];
  busy: boolean;
  /** A last entry that makes a new record of what was typed. */
  create?: { label: (q: string) => string; run: (q: string) => void };
};

const CREATE = "create:";

export function RecordPicker({ picking, create, ...given }: Given) {
  const { t } = useTranslation();
  const { chosen, opened, setOpened, typed, setTyped, q } = picking;
  const options = chosen !== null && !given.options.some((option) => option.value === chosen.value) ? [chosen, ...given.options] : given.options;
  const creating = create && q !== "" ? [{ value: CREATE + q, label: create.label(q) }] : [];
  const offered = new Set(given.options.map((option) => option.value));
  const details = new Map(options.map((option) => [option.value, option.detail]));
  const change = (value: string | null) => {
    // Where several are picked one after another, the next word begins anew.
    setTyped("");
    if (value?.startsWith(CREATE)) create?.run(value.slice(CREATE.length));
    else given.onChange(value, options.find((option) => option.value === value) ?? null);
  };
  // The first match, even if it came after the last letter was typed.
  const chooseFirst = (event: KeyboardEvent<HTMLInputElement>) => {
    const first = given.options[0];
    if (event.key !== "Enter" || !opened || q === "" || first === undefined || event.currentTarget.hasAttribute("aria-activedescendant")) return;
    event.preventDefault();
    setOpened(false);
    change(first.value);
  };
  return (
    <Select
      {...(given.hideLabel ? { "aria-label": given.label } : { label: given.label })}
      {...(given.description === undefined ? {} : { description: given.description })}
      placeholder={given.placeholder ?? t("workspace.pick.type")}
      data={[...options.map(({ value, label }) => ({ value, label })), ...creating]}
      value={given.value}
      onChange={change}
      searchable
      searchValue={opened ? typed : (chosen?.label ?? typed)}
      onSearchChange={setTyped}
      dropdownOpened={opened}
      onKeyDown={chooseFirst}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => setOpened(false)}
      // Typing replaces what was chosen.
      onFocus={(event) => event.currentTarget.select()}
      // The server has searched already; what is chosen is offered as long as nothing is searched for.
      filter={({ options: all }) => all.filter((option) => q === "" || !("value" in option) || option.value.startsWith(CREATE) || offered.has(option.value))}
      renderOption={({ option }: { option: ComboboxItem }) => (
        <div style={{ minWidth: 0 }}>
          <Text size="sm">{option.label}</Text>
          {details.get(option.value) && (
            <Text size="xs" c="dimmed">
              {details.get(option.value)}
            </Text>
          )}
        </div>
      )}
      nothingFoundMessage={given.busy ? t("ui.loading") : t(q === "" ? "workspace.pick.none" : "workspace.pick.nothing")}
      rightSection={given.busy && opened ? <Loader size={14} /> : undefined}
      maxDropdownHeight={320}
      clearable={given.clearable ?? false}
      allowDeselect={false}
      {...readOnly(given.disabled ?? false)}
      required={given.required ?? false}
      error={given.error}
      data-autofocus={given.autoFocus ? true : undefined}
      selectFirstOptionOnChange
      openOnFocus={false}
    />
  );
}
