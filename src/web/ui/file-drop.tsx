/** Files by button, by dragging onto it or by pasting into it, each with progress and a way to take it off again. */
import { ActionIcon, Button, Group, Progress, Text } from "@mantine/core";
import { IconPaperclip, IconX } from "@tabler/icons-react";
import { type ReactNode, useRef, useState } from "react";
import classes from "./file-drop.module.css";
import { useUi } from "./ui-context.tsx";

export type FileItem = {
  key: string;
  name: string;
  sizeBytes: number;
  /** 0 to 1; null: it is there. */
  progress: number | null;
  /** Why it could not be taken, as a sentence. */
  problem: string | null;
};

type Given = {
  items: readonly FileItem[];
  onFiles: (files: File[]) => void;
  onRemove: (key: string) => void;
  largestBytes?: number;
  disabled?: boolean;
  /** What files may be dropped on and pasted into: usually the text field. */
  children?: ReactNode;
  /** Beside the button, on the right: usually "send". */
  actions?: ReactNode;
};

export function FileDrop({ items, onFiles, onRemove, largestBytes, disabled = false, children, actions }: Given) {
  const { texts, formats } = useUi();
  const [over, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const take = (list: FileList | null | undefined) => {
    const files = [...(list ?? [])];
    if (files.length > 0 && !disabled) onFiles(files);
    return files.length > 0;
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging and pasting are additions; the button does the same
    <div
      className={classes.area}
      data-over={over}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files") || disabled) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (take(event.dataTransfer.files)) event.preventDefault();
      }}
      onPaste={(event) => {
        // A copied table brings a picture of itself along: then the text is meant.
        if (event.clipboardData.types.includes("text/plain")) return;
        if (take(event.clipboardData.files)) event.preventDefault();
      }}
    >
      {children}
      {over && <div className={classes.hint}>{texts.dropHere}</div>}
      {items.length > 0 && (
        <ul className={classes.list}>
          {items.map((item) => (
            <FileRow key={item.key} item={item} onRemove={() => onRemove(item.key)} />
          ))}
        </ul>
      )}
      <Group justify="space-between" mt="xs" gap="xs">
        <Group gap="sm">
          <Button
            variant="subtle"
            color="gray"
            size="sm"
            px="xs"
            disabled={disabled}
            leftSection={<IconPaperclip size={16} aria-hidden />}
            onClick={() => picker.current?.click()}
          >
            {texts.chooseFiles}
          </Button>
          <Text size="xs" c="dimmed" visibleFrom="sm">
            {texts.orDrop}
            {largestBytes === undefined ? "" : ` ${texts.largest(formats.bytes(largestBytes))}`}
          </Text>
        </Group>
        {actions}
      </Group>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-hidden
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}

function FileRow({ item, onRemove }: { item: FileItem; onRemove: () => void }) {
  const { texts, formats } = useUi();
  return (
    <li className={classes.file} data-problem={item.problem !== null}>
      <div className={classes.name}>
        <span title={item.name}>{item.name}</span>
        <Text component="span" size="xs" c={item.problem === null ? "dimmed" : "var(--pf-shut)"}>
          {item.problem ?? formats.bytes(item.sizeBytes)}
        </Text>
      </div>
      {item.progress !== null && item.problem === null && (
        <Progress.Root size={4} w={96}>
          <Progress.Section value={item.progress * 100} aria-label={texts.uploading(item.name)} />
        </Progress.Root>
      )}
      <ActionIcon size="sm" aria-label={texts.removeFile(item.name)} onClick={onRemove}>
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </li>
  );
}
