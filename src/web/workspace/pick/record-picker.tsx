/** Chooses one of many records by typing: the server searches, nothing is cut off without saying so. */
import { type ComboboxItem, Loader, Select, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

export type Option = { value: string; label: string; detail?: string };
export type Found = { options: readonly Option[]; busy: boolean; total: number };

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

type Given = PickerProps & {
  /** The chosen one, as far as it is known. */
  chosen: Option | null;
  useFound: (q: string, active: boolean) => Found;
  /** A last entry that makes a new record of what was typed. */
  create?: { label: (q: string) => string; run: (q: string) => void };
};

const CREATE = "create:";

export function RecordPicker(given: Given) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState("");
  const isChosenText = given.chosen !== null && typed === given.chosen.label;
  const [q] = useDebouncedValue(isChosenText ? "" : typed.trim(), 200);
  const found = given.useFound(q, opened);
  const options = [...found.options];
  if (given.chosen !== null && !options.some((option) => option.value === given.chosen?.value)) options.unshift(given.chosen);
  const creating = given.create && q !== "" ? [{ value: CREATE + q, label: given.create.label(q) }] : [];
  const details = new Map(options.map((option) => [option.value, option.detail]));
  const change = (value: string | null) => {
    if (value?.startsWith(CREATE)) given.create?.run(value.slice(CREATE.length));
    else given.onChange(value, options.find((option) => option.value === value) ?? null);
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
      searchValue={opened ? typed : (given.chosen?.label ?? typed)}
      onSearchChange={setTyped}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => setOpened(false)}
      // The server has searched already.
      filter={({ options: all }) => all}
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
      nothingFoundMessage={found.busy ? t("ui.loading") : t(q === "" ? "workspace.pick.none" : "workspace.pick.nothing")}
      rightSection={found.busy && opened ? <Loader size={14} /> : undefined}
      maxDropdownHeight={320}
      clearable={given.clearable ?? false}
      allowDeselect={false}
      disabled={given.disabled ?? false}
      required={given.required ?? false}
      error={given.error}
      data-autofocus={given.autoFocus ? true : undefined}
      selectFirstOptionOnChange
    />
  );
}
