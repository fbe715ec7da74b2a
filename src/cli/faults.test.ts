import { expect, test } from "vitest";
import { ExportError } from "#domain/take-over/export-error.ts";
import { BackupError } from "#server/features/backup/backup-error.ts";
import { ConfigError } from "#server/platform/config/config.ts";
import { DataFolderError } from "#server/platform/db/embedded/data-folder-error.ts";
import { DatabaseVersionError } from "#server/platform/db/migrate.ts";
import { translateTo } from "#server/platform/i18n/translate.ts";
import { faultLine } from "./fault-line.ts";
import { FAULT_CODES } from "./faults.ts";

test.each(FAULT_CODES)("%s has a sentence in both languages, and they differ", (code) => {
  const [german, english] = [translateTo("de")(`fault.${code}`), translateTo("en")(`fault.${code}`)];
  expect([german, english]).not.toContain(`fault.${code}`);
  expect(german).not.toBe(english);
});

test.each([
  [new ConfigError("PFORTE_PORT", "noPort", "8080", { value: "x" }), "Umgebungsvariable", "PFORTE_PORT ist „x“"],
  [new DataFolderError("dataFolder.unwritable", "The data folder /x cannot be written."), "Datenverzeichnis", "/x"],
  [new DatabaseVersionError("database.newer", "It has migration 0099."), "neueren Pforte", "0099"],
  [
    new ExportError("takeOver.malformedCsv", { file: "ticket.csv", line: 7, column: 3 }, "quoteNeverClosed"),
    "kein gültiges CSV",
    "ticket.csv, Zeile 7, Spalte 3: Ein Anführungszeichen",
  ],
  [new BackupError("backup.broken", "cutOff", { path: "b.tgz" }), "beschädigt", "b.tgz endet zu früh"],
  [Object.assign(new Error("listen"), { syscall: "listen", code: "EADDRINUSE", port: 8080 }), "anderen Programm benutzt", "8080"],
])("a German terminal reads %s in German, with the exact cause", (error, sentence, cause) => {
  const line = faultLine(error, { LANG: "de_DE.UTF-8" });
  expect(line).toContain(sentence);
  expect(line).toContain(cause);
  expect(line).not.toContain("\n");
  expect(faultLine(error, { LANG: "C.UTF-8" })).not.toContain(sentence);
});
