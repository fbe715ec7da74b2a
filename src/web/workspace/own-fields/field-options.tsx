/** What can be chosen, in its order. A word may be written anew: tickets keep what they have, under the new word. */
import { ActionIcon, Button, Group, Input, Stack, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

/** Without a value: it was added just now. */
export type OptionDraft = { value?: string; label: string };

/** A new option has what people read for its value, unless another one has that. */
export function optionsOf(drafts: readonly OptionDraft[]): { value: string; label: string }[] {
  const taken = new Set(drafts.flatMap(({ value }) => value ?? []));
  return drafts.map(({ value, label: typed }) => {
    const label = typed.trim();
    let own = value ?? label;
    for (let turn = 2; value === undefined && taken.has(own); turn += 1) own = `${label} ${turn}`;
    taken.add(own);
    return { value: own, label };
  });
}

/** Something can be chosen, and no two options read the same. */
export const isComplete = (drafts: readonly OptionDraft[]): boolean => {
  const labels = drafts.map(({ label }) => label.trim().toLocaleLowerCase());
  return labels.length > 0 && !labels.includes("") && new Set(labels).size === labels.length;
};

export function FieldOptions({ options, onChange }: { options: readonly OptionDraft[]; onChange: (options: readonly OptionDraft[]) => void }) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const put = (at: number, label: string) => onChange(options.map((option, other) => (other === at ? { ...option, label } : option)));
  const move = (at: number, by: -1 | 1) => {
    const moved = [...options];
    const [one] = moved.splice(at, 1);
    if (one !== undefined) moved.splice(at + by, 0, one);
    onChange(moved);
  };
  const add = () => {
    onChange([...options, { label: "" }]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>("[data-option]:last-of-type input")?.focus());
  };
  return (
    <Input.Wrapper label={t("workspace.ownField.options")} labelElement="div" description={t("workspace.ownField.optionsMean")}>
      <Stack gap={6} mt={6} ref={list}>
        {options.map((option, at) => {
          const name = option.label || t("workspace.ownField.optionAt", { at: at + 1 });
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a new option has nothing else that stays the same while it is typed
            <Group key={at} gap={4} wrap="nowrap" data-option>
              <TextInput
                aria-label={t("workspace.ownField.optionAt", { at: at + 1 })}
                value={option.label}
                maxLength={200}
                flex={1}
                onChange={(event) => put(at, event.currentTarget.value)}
                onKeyDown={(event) => {
                  if (event.key !== "Enter") return;
                  event.preventDefault();
                  if (option.label.trim() !== "") add();
                }}
              />
              <Deed label={t("workspace.ownField.up", { name })} disabled={at === 0} onClick={() => move(at, -1)}>
                <IconArrowUp size={16} aria-hidden />
              </Deed>
              <Deed label={t("workspace.ownField.down", { name })} disabled={at === options.length - 1} onClick={() => move(at, 1)}>
                <IconArrowDown size={16} aria-hidden />
              </Deed>
              <Deed
                label={t("workspace.ownField.removeOption", { name })}
                disabled={false}
                onClick={() => onChange(options.filter((_, other) => other !== at))}
              >
                <IconX size={16} aria-hidden />
              </Deed>
            </Group>
          );
        })}
        <div>
          <Button variant="default" size="compact-sm" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
            {t("workspace.ownField.addOption")}
          </Button>
        </div>
      </Stack>
    </Input.Wrapper>
  );
}

const Deed = ({ label, ...given }: { label: string; disabled: boolean; onClick: () => void; children: React.ReactNode }) => (
  <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} {...given} />
);
