/** Files by button, by dragging onto it or by pasting into it, each with progress and a way to take it off again. */
import { ActionIcon, Button, Group, Progress, Text } from "@mantine/core";
import { IconFile, IconPaperclip, IconX } from "@tabler/icons-react";
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
  /** Where it can be seen, if it is a picture. */
  pictureUrl?: string | null;
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
  const area = useRef<HTMLDivElement>(null);
  const take = (list: FileList | null | undefined) => {
    const files = [...(list ?? [])];
    if (files.length > 0 && !disabled) onFiles(files);
    return files.length > 0;
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging and pasting are additions; the button does the same
    <div
      ref={area}
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
          {items.map((item, at) => (
            <FileRow
              key={item.key}
              item={item}
              onRemove={() => {
                moveOn(area.current, at);
                onRemove(item.key);
              }}
            />
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
            data-choose
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

/** Whoever takes a file off by keyboard goes on at the next one, else at the one before, else at the button. */
function moveOn(area: HTMLElement | null, at: number): void {
  const removers = [...(area?.querySelectorAll<HTMLElement>("[data-remove]") ?? [])];
  const next = removers[at + 1] ?? removers[at - 1] ?? area?.querySelector<HTMLElement>("[data-choose]");
  if (removers[at] === document.activeElement) next?.focus();
}

function FileRow({ item, onRemove }: { item: FileItem; onRemove: () => void }) {
  const { texts, formats } = useUi();
  return (
    <li className={classes.file} data-problem={item.problem !== null}>
      <Picture url={item.pictureUrl ?? null} />
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
      <ActionIcon data-remove aria-label={texts.removeFile(item.name)} onClick={onRemove}>
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </li>
  );
}

/** The picture itself; a sheet for what is none, or one that the browser cannot show. Its name stands beside it. */
function Picture({ url }: { url: string | null }) {
  const [failed, setFailed] = useState(false);
  return (
    <span className={classes.picture}>
      {url === null || failed ? <IconFile size={18} stroke={1.6} aria-hidden /> : <img src={url} alt="" decoding="async" onError={() => setFailed(true)} />}
    </span>
  );
}
