/** The own fields in use, on the form of a new ticket. */

import { isChangeable } from "#domain/tickets/own-fields.ts";
import type { FieldTexts } from "#web/ui/form-errors.tsx";
import { errorOf } from "#web/ui/form-errors.tsx";
import { OwnFieldInput } from "./own-field-input.tsx";
import { type OwnValue, useOwnFields } from "./use-own-fields.ts";

export type OwnValues = Record<string, OwnValue>;

type Given = { values: OwnValues; onChange: (values: OwnValues) => void; errors: FieldTexts };

export function OwnFieldsForm({ values, onChange, errors }: Given) {
  return useOwnFields()
    .filter((field) => field.state === "active" && isChangeable(field))
    .map((field) => (
      <OwnFieldInput
        key={field.id}
        field={field}
        label={field.label}
        value={values[field.key] ?? null}
        onChange={(value) => onChange({ ...values, [field.key]: value })}
        error={errorOf(errors, `ownFields.${field.key}`)}
      />
    ));
}
