/**
 * A look at one row of a list from the side. The list keeps the focus: j and k go on in it, Enter opens the page, Escape and
 * Space close. A screen reader is told what is shown.
 */
import { ActionIcon, Button, CloseButton, Group, Portal, Text } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "./link.tsx";
import classes from "./peek.module.css";
import { useUi } from "./ui-context.tsx";

type Given = {
  /** What kind of thing it is, read out before its name. */
  label: string;
  title: string;
  /** A line above the title. */
  above?: ReactNode;
  /** Path of its page. */
  to: string;
  keys: readonly string[];
  peeked: string;
  onChange: (key: string | null) => void;
  children: ReactNode;
  /** Height of a fixed bar above. */
  top?: number;
};

export function Peek({ label, title, above, to, keys, peeked, onChange, children, top = 0 }: Given) {
  const { texts } = useUi();
  const at = keys.indexOf(peeked);
  const step = (by: number, words: string, key: string, icon: ReactNode) => {
    const next = keys[at + by];
    return (
      <ActionIcon aria-label={words} title={`${words} (${key})`} disabled={at < 0 || next === undefined} onClick={() => next !== undefined && onChange(next)}>
        {icon}
      </ActionIcon>
    );
  };
  return (
    <Portal>
      <aside className={classes.panel} style={{ top }} aria-label={label}>
        <Group className={classes.head} justify="space-between" wrap="nowrap">
          <Group gap={2} wrap="nowrap">
            {step(-1, texts.previous, "k", <IconChevronUp size={18} aria-hidden />)}
            {step(1, texts.next, "j", <IconChevronDown size={18} aria-hidden />)}
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Button component={Link} to={to} variant="default" size="compact-sm" title="↵">
              {texts.openPage}
            </Button>
            <CloseButton aria-label={texts.close} title={`${texts.close} (Esc)`} onClick={() => onChange(null)} />
          </Group>
        </Group>
        <div className={classes.body}>
          <div aria-live="polite">
            {above !== undefined && (
              <Text size="sm" c="dimmed" component="div" mb={4} className="pf-number">
                {above}
              </Text>
            )}
            <Text component="h2" className={classes.title}>
              {title}
            </Text>
          </div>
          {children}
        </div>
      </aside>
    </Portal>
  );
}

/** Around `PeekFact`s. */
export const PeekFacts = ({ children }: { children: ReactNode }) => <dl className={classes.facts}>{children}</dl>;

/** One name and its value. */
export function PeekFact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
