/** Tags by their names: those that there are complete what is typed, others are created on the fly. */
import { TagsInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { Named } from "#contract/fields.ts";
import { createTag, listTags, tagName } from "#contract/tag.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { toastProblem } from "#web/ui/toasts.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";

type Given = {
  id?: string;
  label?: string;
  values: readonly Named[];
  onChange: (values: Named[]) => void;
  disabled?: boolean;
  placeholder?: string;
  className?: string;
  autoFocus?: boolean;
};

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export function TagsField({ values, onChange, className, label, id, disabled = false, placeholder = "", autoFocus = false }: Given) {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [q] = useDebouncedValue(text.trim(), 150);
  const known = useEndpoint(listTags, { query: { limit: 20, ...(q === "" ? {} : { q }) } }, { enabled: !disabled, keepPrevious: true }).data?.items ?? [];
  const change = async (names: string[]) => {
    const kept = values.filter((tag) => names.some((name) => same(name, tag.name)));
    const added = names.filter((name) => !values.some((tag) => same(name, tag.name)) && tagName.safeParse(name).success);
    setBusy(true);
    try {
      const found = added.map((name) => known.find((tag) => same(tag.name, name)) ?? call(createTag, { body: { name: name.trim() } }));
      const tags = (await Promise.all(found)).map(({ id: tagId, name }) => ({ id: tagId, name }));
      if (tags.length > 0 || kept.length < values.length) onChange([...kept, ...tags]);
    } catch (error) {
      toastProblem(problemText(error));
    }
    setBusy(false);
  };
  return (
    <TagsInput
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { label })}
      value={values.map(({ name }) => name)}
      onChange={(names) => void change(names)}
      data={known.map(({ name }) => name)}
      searchValue={text}
      onSearchChange={setText}
      maxLength={60}
      placeholder={values.length === 0 ? placeholder : ""}
      disabled={disabled || busy}
      isDuplicate={(name, there) => there.some((one) => same(one, name))}
      acceptValueOnBlur
      splitChars={[","]}
      {...(autoFocus ? { "data-autofocus": true } : {})}
      {...(className === undefined ? {} : { classNames: { input: className } })}
    />
  );
}
