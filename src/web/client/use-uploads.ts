/** Files on their way to the server, for a message that is being written; their ids are kept with the draft. */

import { useCallback, useEffect, useRef, useState } from "react";
import { type AnyEndpoint, upload } from "./call.ts";
import { formatsFor } from "./dates.ts";
import { freshKey } from "./fresh-key.ts";
import { i18n } from "./i18n.ts";
import { problemText } from "./problem-text.ts";

export type UploadedFile = {
  key: string;
  id: string | null;
  name: string;
  sizeBytes: number;
  progress: number | null;
  problem: string | null;
  /** Of a picture that was chosen on this page; a draft that came back has none. */
  pictureUrl: string | null;
};
/** What a draft keeps of a file that the server has. */
export type StoredFile = { id: string; name: string; sizeBytes: number };

const asItem = (file: StoredFile): UploadedFile => ({ ...file, key: file.id, progress: null, problem: null, pictureUrl: null });

const tooLargeText = (largestBytes: number): string => i18n.t("ui.tooLarge", { size: formatsFor(i18n.language, "UTC").bytes(largestBytes) });

export function useUploads(endpoint: AnyEndpoint, start: readonly StoredFile[] = [], largestBytes?: number) {
  const [items, setItems] = useState<UploadedFile[]>(() => start.map(asItem));
  const running = useRef(new Map<string, AbortController>());
  const pictures = usePictureUrls();
  const change = useCallback((key: string, values: Partial<UploadedFile>) => {
    setItems((before) => before.map((item) => (item.key === key ? { ...item, ...values } : item)));
  }, []);

  const add = useCallback(
    (files: readonly File[]) => {
      for (const file of files) {
        const key = freshKey();
        const tooLarge = largestBytes !== undefined && file.size > largestBytes ? tooLargeText(largestBytes) : null;
        const pictureUrl = tooLarge === null ? pictures.open(key, file) : null;
        const item = { key, id: null, name: file.name, sizeBytes: file.size, progress: tooLarge ? null : 0, problem: tooLarge, pictureUrl };
        setItems((before) => [...before, item]);
        if (tooLarge !== null) continue;
        const abort = new AbortController();
        running.current.set(key, abort);
        upload(endpoint, file, { onProgress: (part) => change(key, { progress: part }), signal: abort.signal })
          .then((answer) => change(key, { id: (answer as { id: string }).id, progress: null }))
          .catch((error: unknown) => change(key, { progress: null, problem: problemText(error) }))
          .finally(() => running.current.delete(key));
      }
    },
    [endpoint, largestBytes, change, pictures],
  );
  const remove = useCallback(
    (key: string) => {
      running.current.get(key)?.abort();
      pictures.close(key);
      setItems((before) => before.filter((item) => item.key !== key));
    },
    [pictures],
  );
  const reset = useCallback(
    (files: readonly StoredFile[] = []) => {
      pictures.closeAll();
      setItems(files.map(asItem));
    },
    [pictures],
  );
  useEffect(() => {
    const all = running.current;
    return () => {
      for (const abort of all.values()) abort.abort();
    };
  }, []);

  const stored = items.flatMap((item): StoredFile[] => (item.id === null ? [] : [{ id: item.id, name: item.name, sizeBytes: item.sizeBytes }]));
  return { items, add, remove, reset, stored, isBusy: items.some((item) => item.progress !== null), hasProblem: items.some((item) => item.problem !== null) };
}

/** Addresses under which the page itself shows chosen pictures; each keeps its file in memory until it is closed. */
function usePictureUrls() {
  const [pictures] = useState(() => {
    const urls = new Map<string, string>();
    const close = (key: string) => {
      URL.revokeObjectURL(urls.get(key) ?? "");
      urls.delete(key);
    };
    return {
      open(key: string, file: File): string | null {
        if (!file.type.startsWith("image/")) return null;
        const url = URL.createObjectURL(file);
        urls.set(key, url);
        return url;
      },
      close,
      closeAll: () => [...urls.keys()].forEach(close),
    };
  });
  useEffect(() => pictures.closeAll, [pictures]);
  return pictures;
}
