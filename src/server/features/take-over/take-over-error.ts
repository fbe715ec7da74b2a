/** Why an import does not begin, apart from the export itself (see ExportError). */
export class TakeOverError extends Error {
  readonly code: "takeOver.alreadyRunning" | "takeOver.unknownTimeZone";

  constructor(code: TakeOverError["code"], message: string) {
    super(message);
    this.name = "TakeOverError";
    this.code = code;
  }
}
