import { expect, test } from "vitest";
import { possibleValues } from "./own-fields.ts";

test("the choices of a field are read from its configuration as the old system writes it", () => {
  const yaml = [
    "---",
    "DefaultValue: ''",
    "PossibleNone: 1",
    "PossibleValues:",
    "  amt: Behörde",
    "  '': -",
    "  'it''s': \"Bau \\\"A\\\": B\"",
    "  1: Zahl",
    "  leer: ''",
    "TranslatableValues: 0",
    "  fremd: nein",
  ].join("\r\n");
  expect(possibleValues(yaml)).toEqual([
    { value: "amt", label: "Behörde" },
    { value: "it's", label: 'Bau "A": B' },
    { value: "1", label: "Zahl" },
    { value: "leer", label: "leer" },
  ]);
  expect(possibleValues("---\nDefaultValue: ''\n")).toEqual([]);
});
