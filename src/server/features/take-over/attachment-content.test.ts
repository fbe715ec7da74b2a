import { expect, test } from "vitest";
import { attachmentBytes, htmlText, isHtmlBody } from "./attachment-content.ts";

const text = (bytes: Buffer | null) => bytes?.toString("utf8") ?? null;

test("the noted size decides between base64, hexadecimal and the text itself", () => {
  expect(text(attachmentBytes("SGFsbG8g\nV2VsdA==", 10))).toBe("Hallo Welt");
  expect(text(attachmentBytes("\\x48616c6c6f", 5))).toBe("Hallo");
  expect(text(attachmentBytes("0x48616c6c6f", 5))).toBe("Hallo");
  expect(text(attachmentBytes("Test", 4))).toBe("Test");
  expect(text(attachmentBytes("Test", 3))).toBe(Buffer.from("Test", "base64").toString("utf8"));
  expect(text(attachmentBytes("Grüße", null))).toBe("Grüße");
});

test("no content is no attachment, unless it was empty", () => {
  expect(attachmentBytes("", 12)).toBeNull();
  expect(attachmentBytes("", null)).toBeNull();
  expect(attachmentBytes("", 0)).toHaveLength(0);
});

test("an HTML body is read by its character set", () => {
  expect(htmlText(Buffer.from("Gr\xfc\xdfe", "latin1"), 'text/html; charset="iso-8859-1"')).toBe("Grüße");
  expect(htmlText(Buffer.from("Grüße"), "text/html")).toBe("Grüße");
  expect(htmlText(Buffer.from("Gr\xfc\xdfe", "latin1"), "text/html; charset=no-such-thing")).toBe("Grüße");
});

test("only the old system's own names of an HTML body count", () => {
  expect(isHtmlBody("file-2", 'text/html; charset="utf-8"', "")).toBe(true);
  expect(isHtmlBody("file-1.html", "text/html", "inline")).toBe(true);
  expect(isHtmlBody("report.html", "text/html", "")).toBe(false);
  expect(isHtmlBody("file-2", "text/html", "attachment")).toBe(false);
});
