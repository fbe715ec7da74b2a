/** Asks for a name; what is wrong with it stands at the field. */
import { Button, Group, Modal, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useUi } from "./ui-context.tsx";

type Given = {
  title: string;
  label: string;
  name: string;
  mostLetters?: number;
  /** Gives what is wrong, or null: then the dialog closes. */
  onSubmit: (name: string) => Promise<string | null>;
  onClose: () => void;
};

export function NameDialog({ title, label, name, mostLetters = 60, onSubmit, onClose }: Given) {
  const { texts } = useUi();
  const [value, setValue] = useState(name);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setBusy(true);
    const wrong = await onSubmit(value.trim());
    setBusy(false);
    if (wrong === null) onClose();
    else setProblem(wrong);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="sm"
      closeButtonProps={{ "aria-label": texts.close }}
      title={
        <Text fw={600} component="span">
          {title}
        </Text>
      }
    >
      <form onSubmit={(event) => void submit(event)}>
        <TextInput
          label={label}
          value={value}
          maxLength={mostLetters}
          required
          data-autofocus
          error={problem}
          onChange={(event) => {
            setValue(event.currentTarget.value);
            setProblem(null);
          }}
        />
        <Group justify="flex-end" gap="xs" mt="lg">
          <Button variant="default" onClick={onClose}>
            {texts.cancel}
          </Button>
          <Button type="submit" loading={busy} disabled={value.trim() === ""}>
            {texts.save}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
