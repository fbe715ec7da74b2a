/** Small real files for attachments, made here: pictures, a PDF, a table, a log. The same name always gives the same content. */
import { deflateSync } from "node:zlib";
import { createRandom, type Random } from "./random.ts";

const makers = { picture, pdf, table, text } as const;
export type FileKind = keyof typeof makers;
export const isFileKind = (kind: string): kind is FileKind => Object.hasOwn(makers, kind);

export const contentTypes: Readonly<Record<FileKind, string>> = {
  picture: "image/png",
  pdf: "application/pdf",
  table: "text/csv",
  text: "text/plain",
};

export function makeFile(kind: FileKind, name: string): Buffer {
  const seed = [...name].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, 7);
  return makers[kind](name, createRandom(seed));
}

// ── pictures ──

type Colour = readonly [number, number, number];
type Canvas = { width: number; height: number; rectangle: (x: number, y: number, width: number, height: number, colour: Colour) => void; png: () => Buffer };

const paper: Colour = [250, 250, 249];
const ink: Colour = [64, 68, 66];
const soft: Colour = [214, 218, 216];
const accents: readonly Colour[] = [
  [28, 107, 82],
  [178, 58, 52],
  [190, 132, 28],
  [52, 96, 160],
];

function canvas(width: number, height: number): Canvas {
  const pixels = Buffer.alloc(width * height * 3);
  return {
    width,
    height,
    rectangle(x, y, wide, high, [red, green, blue]) {
      for (let row = Math.max(0, y); row < Math.min(height, y + high); row++)
        for (let column = Math.max(0, x); column < Math.min(width, x + wide); column++) pixels.set([red, green, blue], (row * width + column) * 3);
    },
    png: () => encodePng(pixels, width, height),
  };
}

/** PNG, second edition (ISO/IEC 15948): signature, IHDR, one IDAT, IEND; true colour, no filter. */
function encodePng(pixels: Buffer, width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.concat(
    Array.from({ length: height }, (_, row) => Buffer.concat([Buffer.of(0), pixels.subarray(row * width * 3, (row + 1) * width * 3)])),
  );
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function crc32(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** A window with a title, lines of text and a button, or a curve of a monitoring, as far as the name tells. */
function picture(name: string, random: Random): Buffer {
  const made = canvas(480, 300);
  made.rectangle(0, 0, made.width, made.height, soft);
  if (/belegung|usage|kurve|chart/.test(name)) curve(made, random);
  else dialog(made, random);
  return made.png();
}

function dialog(made: Canvas, random: Random): void {
  const accent = random.pick(accents);
  made.rectangle(40, 34, 400, 232, ink);
  made.rectangle(41, 35, 398, 230, paper);
  made.rectangle(41, 35, 398, 30, accent);
  textLine(made, random, 56, 46, 130, paper);
  made.rectangle(64, 92, 36, 36, accent);
  made.rectangle(79, 98, 6, 16, paper);
  made.rectangle(79, 118, 6, 5, paper);
  for (let line = 0; line < 5; line++) textLine(made, random, 122, 92 + line * 18, random.between(180, 290), line === 0 ? ink : [120, 124, 122]);
  made.rectangle(336, 220, 84, 28, accent);
  textLine(made, random, 358, 230, 40, paper);
}

/** A line as it looks from afar: words of different lengths. */
function textLine(made: Canvas, random: Random, x: number, y: number, length: number, colour: Colour): void {
  for (let at = 0; at < length; ) {
    const word = Math.min(length - at, 10 + random.below(34));
    made.rectangle(x + at, y, word, 8, colour);
    at += word + 6;
  }
}

function curve(made: Canvas, random: Random): void {
  made.rectangle(16, 16, 448, 268, paper);
  for (let line = 0; line < 5; line++) made.rectangle(48, 48 + line * 48, 400, 1, soft);
  made.rectangle(48, 72, 400, 2, accents[1] ?? ink);
  for (let column = 0; column < 100; column++) {
    const height = Math.round(40 + column * 1.35 + random.between(0, 10));
    made.rectangle(48 + column * 4, 240 - height, 3, height, accents[0] ?? ink);
  }
}

// ── papers ──

/** PDF 1.4 with one page of plain text in Helvetica, which every reader has. */
function pdf(name: string): Buffer {
  const title = name.replace(/\.pdf$/, "").replaceAll("-", " ");
  const lines = [
    title,
    "",
    "Tannhof Systemhaus",
    "",
    "1.  Page 1 of 1",
    "",
    "This paper belongs to the demonstration of Pforte.",
    "It means nothing and obliges nobody.",
  ];
  const escaped = lines.map((line) => `(${line.replaceAll(/[\\()]/g, "\\$&")}) Tj T*`).join("\n");
  const content = `BT /F1 13 Tf 18 TL 72 760 Td\n${escaped}\nET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  let written = "%PDF-1.4\n";
  const offsets = objects.map((object, at) => {
    const offset = written.length;
    written += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${written.length}\n%%EOF\n`;
  return Buffer.from(written + end, "latin1");
}

function table(_name: string, random: Random): Buffer {
  const rows = Array.from({ length: 24 }, (_, row) =>
    [1001 + row * 7, 100 + random.below(900), random.below(40), random.chance(0.2) ? "check" : "ok"].join(";"),
  );
  return Buffer.from(`number;expected;difference;state\n${rows.join("\n")}\n`);
}

function text(_name: string, random: Random): Buffer {
  const steps = ["open", "read", "compare", "write", "verify", "close"];
  const lines = Array.from({ length: 30 }, (_, line) => {
    const seconds = String(line * 2 + random.below(2)).padStart(2, "0");
    return `22:40:${seconds} ${random.pick(steps).padEnd(8)} ${100 + random.below(90_000)} ${random.chance(0.1) ? "slow" : "ok"}`;
  });
  return Buffer.from(`${lines.join("\n")}\n`);
}
