/** What nearly every small record has: a name, and a comment for colleagues. */
import { Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { errorOf } from "#web/ui/form-errors.tsx";
import { fieldErrors } from "./field-errors.ts";

type NameGiven = { value: string; onChange: (value: string) => void; label?: string; hint?: string; problem: unknown };

/** The first field of its dialog, focused when that opens. `problem`: why saving was refused. */
export function NameField({ value, onChange, label, hint, problem }: NameGiven) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={label ?? t("workspace.company.name")}
      description={hint}
      required
      maxLength={200}
      data-autofocus
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={errorOf(fieldErrors(problem), "name")}
    />
  );
}

export function CommentField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  return (
    <Textarea
      label={t("workspace.access.comment")}
      autosize
      minRows={2}
      maxLength={4000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
