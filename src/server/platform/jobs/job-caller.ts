/** Who acts when a job runs a command: the system. */
import { translateTo } from "#server/platform/i18n/translate.ts";
import type { Caller, Kernel } from "#server/platform/kernel.ts";

export const jobCaller = (kernel: Kernel): Caller => ({
  kernel,
  principal: { kind: "system" },
  now: kernel.clock(),
  language: "en",
  translate: translateTo("en"),
  network: "",
  client: "job",
  idempotency: null,
});
