import { expect, test } from "vitest";
import { withQuotes } from "./quoted-text.ts";

test("a long quotation is set apart with the line that introduces it; what was written around it stays", () => {
  const text = "Yes, please.\n\nOn Monday Jan wrote:\n> one\n> two\n>\n> three\n\nBest, Anna";
  expect(withQuotes(text)).toEqual([
    { quoted: false, text: "Yes, please." },
    { quoted: true, text: "On Monday Jan wrote:\n> one\n> two\n>\n> three" },
    { quoted: false, text: "Best, Anna" },
  ]);
});

test("one or two quoted lines that somebody answers to stay where they are", () => {
  expect(withQuotes("> Does it print?\nNo.\n> Is it on?\nYes.")).toEqual([{ quoted: false, text: "> Does it print?\nNo.\n> Is it on?\nYes." }]);
});

test("a short one is set apart where a line introduces it", () => {
  expect(withQuotes("At nine?\n\nAm Montag schrieb Jan:\n> Thanks")).toEqual([
    { quoted: false, text: "At nine?" },
    { quoted: true, text: "Am Montag schrieb Jan:\n> Thanks" },
  ]);
});

test("what a mail program puts below its answer is a quotation to the end", () => {
  for (const line of ["-----Original Message-----", "-----Ursprüngliche Nachricht-----", "________________________________"]) {
    expect(withQuotes(`Thanks\n\n${line}\nFrom: Eva\n\nHello`)).toEqual([
      { quoted: false, text: "Thanks" },
      { quoted: true, text: `${line}\nFrom: Eva\n\nHello` },
    ]);
  }
});

test("a text that is nothing but a quotation is shown", () => {
  const text = "> one\n> two\n> three";
  expect(withQuotes(text)).toEqual([{ quoted: false, text }]);
  expect(withQuotes("plain")).toEqual([{ quoted: false, text: "plain" }]);
});
