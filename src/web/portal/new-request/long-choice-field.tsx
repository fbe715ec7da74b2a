/** One of many, found by typing. */
import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ChoiceGiven } from "./choice-field.tsx";

export function LongChoiceField({
  label,
  description,
  nothing,
  mayBeNothing = false,
  choices,
  value,
  onChange,
  disabled = false,
  error,
  onSearch,
}: ChoiceGiven) {
  const { t } = useTranslation();
  const depths = new Map(choices.map((choice) => [choice.value, choice.depth ?? 0]));
  return (
    <Select
      label={label}
      description={description}
      placeholder={nothing}
      data={choices.map((choice) => ({ value: choice.value, label: choice.label, disabled: choice.disabled ?? false }))}
      value={value}
      onChange={onChange}
      allowDeselect={mayBeNothing}
      clearable={mayBeNothing}
      clearButtonProps={{ "aria-label": t("ui.clear") }}
      searchable
      // What stands there is the chosen one, no question.
      {...(onSearch === undefined ? {} : { onSearchChange: (text: string) => onSearch(choices.some((one) => one.label === text) ? "" : text.trim()) })}
      nothingFoundMessage={t("ui.countNone")}
      disabled={disabled}
      renderOption={({ option }) => <span style={{ paddingLeft: (depths.get(option.value) ?? 0) * 16 }}>{option.label}</span>}
      error={error}
    />
  );
}
