/** Keeps an uploaded file for 24 hours, until a message names it. */

import { resolveFor } from "#server/features/settings/queries.ts";
import type { Ask } from "#server/platform/http/route.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { insertUpload, type Uploader } from "./article-queries.ts";

type KeepUploadInput = { who: Uploader; hash: Buffer; size: number; name: string; contentType: string };

export const keepUpload = command({
  name: "ticket.keep-upload",
  silent: true, // nobody sees it before a message does, and that is audited
  run: (context, input: KeepUploadInput): Promise<string> => insertUpload(context.db, input.who, { ...input, now: context.now }),
});

/** Stores the body of the request; a file that is too large leaves nothing behind. */
export async function receiveUpload(ask: Ask, who: Uploader, name: string) {
  const largest = Number(await resolveFor(ask.kernel.databases.main, "attachments.largestMegabytes", {})) * 1024 * 1024;
  if (Number(ask.headers.get("content-length") ?? 0) > largest) throw new Refusal("attachment.tooLarge");
  const stored = await ask.kernel.files.putStream(ask.bytes(), largest);
  if (!stored) throw new Refusal("attachment.tooLarge");
  if (stored.size === 0) throw new Refusal("attachment.emptyFile");
  const contentType = (ask.headers.get("content-type") ?? "").slice(0, 200) || "application/octet-stream";
  const file = { name: plainName(name), contentType };
  const id = await ask.run(keepUpload, { who, ...stored, ...file }, (_db, output) => output);
  return { id, ...file, sizeBytes: stored.size };
}

/** The last part of a path, without characters that a file system or a header could misread. */
const plainName = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? "")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replaceAll(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\ufeff]/g, "")
    .trim()
    .slice(0, 200) || "file";
