/** One value of an own field, typed or chosen. What the ticket has is among the choices, though nobody could choose it any more. */
import { MultiSelect, NumberInput, Select, Textarea, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { OwnFieldView } from "#contract/own-field.ts";
import { listOf, MOST_TEXT } from "#domain/tickets/own-fields.ts";
import type { OwnValue } from "./use-own-fields.ts";

type Given = {
  field: OwnFieldView;
  value: unknown;
  onChange: (value: OwnValue) => void;
  id?: string;
  label?: ReactNode;
  placeholder?: string;
  disabled?: boolean;
  error?: string | undefined;
  classNames?: { input: string };
  onBlur?: () => void;
  onKeyDown?: (event: React.KeyboardEvent<HTMLElement>) => void;
};

/** Where each letter is no value yet. */
export const isTyped = ({ type }: OwnFieldView): boolean => type === "text" || type === "number" || type === "date";

export function OwnFieldInput({ field, value, onChange, ...given }: Given) {
  const { t, i18n } = useTranslation();
  const offered = field.options.map(({ value: option, label }) => ({ value: option, label }));
  const left = listOf(value).filter((one) => typeof one === "string" && !offered.some((option) => option.value === one));
  const choices = [...offered, ...left.map((one) => ({ value: String(one), label: String(one) }))];
  const searchable = choices.length > 8;
  switch (field.type) {
    case "number":
      return (
        <NumberInput
          {...given}
          value={typeof value === "number" ? value : ""}
          hideControls
          decimalSeparator={i18n.language === "de" ? "," : "."}
          onChange={(next) => onChange(typeof next === "number" ? next : null)}
        />
      );
    case "boolean":
      return (
        <Select
          {...given}
          data={[
            { value: "true", label: t("ui.yes") },
            { value: "false", label: t("ui.no") },
          ]}
          value={typeof value === "boolean" ? String(value) : null}
          clearable
          onChange={(next) => onChange(next === null ? null : next === "true")}
        />
      );
    case "choice":
      return <Select {...given} data={choices} value={typeof value === "string" ? value : null} clearable searchable={searchable} onChange={onChange} />;
    case "choices":
      return (
        <MultiSelect
          {...given}
          data={choices}
          value={listOf(value).map(String)}
          searchable={searchable}
          hidePickedOptions
          onChange={(next) => onChange(next.length === 0 ? null : next)}
        />
      );
    case "date":
      return (
        <TextInput {...given} type="date" value={typeof value === "string" ? value : ""} onChange={(event) => onChange(event.currentTarget.value || null)} />
      );
    default: {
      const text = listOf(value).map(String).join(", ");
      const Input = text.includes("\n") ? Textarea : TextInput;
      return (
        <Input
          {...given}
          {...(Input === Textarea ? { autosize: true, maxRows: 8 } : {})}
          value={text}
          maxLength={MOST_TEXT}
          title={text}
          onChange={(event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => onChange(event.currentTarget.value || null)}
        />
      );
    }
  }
}
