/** What the server found wrong, at the inputs it belongs to; what belongs to none stands above the form. */
import { Alert } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { useEffect, useRef } from "react";

export type FieldTexts = Readonly<Record<string, string>>;

/** Of an input by its path: `error={errorOf(fields, "subject")}`; a path below it counts too. */
export function errorOf(fields: FieldTexts, path: string): string | undefined {
  return fields[path] ?? Object.entries(fields).find(([one]) => one.startsWith(`${path}.`))?.[1];
}

type Given = {
  /** The refusal as a sentence; null: nothing is wrong. */
  message: string | null;
  fields?: FieldTexts;
  /** Paths of the inputs that show their own error. */
  known?: readonly string[];
  /** False where the form itself moves the focus. */
  moveFocus?: boolean;
};

export function FormErrors({ message, fields = {}, known = [], moveFocus = true }: Given) {
  const box = useRef<HTMLDivElement>(null);
  // Whoever uses a screen reader or has scrolled down gets to know it.
  useEffect(() => {
    if (message !== null && moveFocus) box.current?.focus();
  }, [message, moveFocus]);
  if (message === null) return null;
  const others = Object.entries(fields).filter(([path]) => !known.some((one) => path === one || path.startsWith(`${one}.`)));
  return (
    <Alert ref={box} color="red" variant="light" icon={<IconAlertCircle size={18} />} role="alert" tabIndex={-1} mb="md">
      {message}
      {others.map(([path, text]) => (
        <div key={path}>
          {path}: {text}
        </div>
      ))}
    </Alert>
  );
}
