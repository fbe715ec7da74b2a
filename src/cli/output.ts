/** What commands print: the result on standard output, for people or (--json) for programs; everything on the way on standard error. */

export type Output = {
  /** Progress and remarks. */
  say: (line: string) => void;
  /** The answer, once. */
  result: (text: string, value: unknown) => void;
};

export const createOutput = (json: boolean): Output => ({
  say: (line) => process.stderr.write(`${line}\n`),
  result: (text, value) => process.stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : `${text.replace(/\n+$/, "")}\n`),
});

/** 1,234,567 */
export const count = (value: number): string => value.toLocaleString("en");

export function megabytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
