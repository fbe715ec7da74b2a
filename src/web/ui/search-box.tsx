/** Search: waits for a pause in typing, Enter at once, Escape empties; "/" from anywhere leads here. */
import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { isTyping } from "./is-typing.ts";
import classes from "./search-box.module.css";
import { useUi } from "./ui-context.tsx";

type Given = { value: string; onChange: (value: string) => void; label?: string; placeholder?: string; maxWidth?: number | string; waitMilliseconds?: number };

export function SearchBox({ value, onChange, label, placeholder, maxWidth = 360, waitMilliseconds = 250 }: Given) {
  const { texts } = useUi();
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const told = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  // The address changed from outside ("back", a chip): show that, but never overwrite what is being typed.
  useEffect(() => {
    if (value !== told.current) setText(value);
    told.current = value;
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  const tell = (next: string) => {
    clearTimeout(timer.current);
    if (next === told.current) return;
    told.current = next;
    onChange(next);
  };
  return (
    <TextInput
      ref={input}
      type="search"
      size="sm"
      role="searchbox"
      aria-label={label ?? texts.search}
      placeholder={placeholder ?? texts.search}
      value={text}
      maxLength={500}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setText(next);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => tell(next.trim()), waitMilliseconds);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") tell(text.trim());
        if (event.key !== "Escape") return;
        if (text === "") input.current?.blur();
        setText("");
        tell("");
      }}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text !== "" && (
          <CloseButton
            size="sm"
            iconSize={16}
            aria-label={texts.clear}
            onClick={() => {
              setText("");
              tell("");
              input.current?.focus();
            }}
          />
        )
      }
      className={classes.root ?? ""}
      style={{ "--most": typeof maxWidth === "number" ? `${maxWidth}px` : maxWidth }}
    />
  );
}
