/** One of several: the device's own list where it is short, one that can be searched where it is long. */
import { NativeSelect } from "@mantine/core";
import { lazy, Suspense } from "react";

export type Choice = { value: string; label: string; disabled?: boolean; depth?: number };

export type ChoiceGiven = {
  label: string;
  description?: string;
  /** What stands there while nothing is chosen; where it may be taken back, it is a choice too. */
  nothing?: string;
  mayBeNothing?: boolean;
  choices: readonly Choice[];
  value: string | null;
  onChange: (value: string | null) => void;
  disabled?: boolean;
  error?: string | undefined;
  /** `choices` are only some: searched for elsewhere while somebody types. */
  onSearch?: ((text: string) => void) | undefined;
};

const longest = 20;
const LongChoiceField = lazy(() => import("./long-choice-field.tsx").then((module) => ({ default: module.LongChoiceField })));

export function ChoiceField(given: ChoiceGiven) {
  if (given.choices.length <= longest && given.onSearch === undefined) return <ShortChoiceField {...given} />;
  return (
    <Suspense fallback={<ShortChoiceField {...given} choices={[]} disabled />}>
      <LongChoiceField {...given} />
    </Suspense>
  );
}

function ShortChoiceField({ label, description, nothing, mayBeNothing = false, choices, value, onChange, disabled = false, error }: ChoiceGiven) {
  const none = nothing === undefined ? [] : [{ value: "", label: nothing, disabled: !mayBeNothing }];
  const indented = choices.map((choice) => ({ value: choice.value, label: "  ".repeat(choice.depth ?? 0) + choice.label, disabled: choice.disabled ?? false }));
  return (
    <NativeSelect
      label={label}
      description={description}
      data={[...none, ...indented]}
      value={value ?? ""}
      onChange={(event) => onChange(event.currentTarget.value === "" ? null : event.currentTarget.value)}
      disabled={disabled}
      error={error}
    />
  );
}
