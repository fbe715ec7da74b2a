/** Words, signs and small controls. */
import { ActionIcon, Badge, Button, Group, Kbd, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconDots, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DateTime, PressableDateTime } from "#web/ui/date-time.tsx";
import { ChoiceChips, FilterChip } from "#web/ui/filter-chips.tsx";
import { Initials } from "#web/ui/initials.tsx";
import { Link } from "#web/ui/link.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import { StateBadge, type StateTone } from "#web/ui/state-badge.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { Part } from "./part.tsx";
import { ROWS } from "./samples.ts";

const tones: readonly StateTone[] = ["new", "open", "waiting", "done", "shut", "neutral", "inherited", "changed"];
const choices = ROWS.map(({ id, city }) => ({ value: id, label: city }));

export function BasicParts() {
  const { t } = useTranslation();
  const formats = useFormats();
  const [q, setQ] = useState("");
  const [state, setState] = useState("1");
  const [cities, setCities] = useState<string[]>(["2", "3"]);
  const save = t("ui.save");
  return (
    <>
      <Part name="Title, Text">
        <Title order={1}>Müller AG</Title>
        <Title order={2}>Müller AG</Title>
        <Title order={3}>Müller AG</Title>
        <Text>{ROWS[2]?.name}</Text>
        <Text size="sm" c="dimmed">
          {ROWS[2]?.city} · <Link to="/tickets">#20260314</Link> · <Kbd>Ctrl</Kbd> <Kbd>K</Kbd>
        </Text>
      </Part>
      <Part name="Button, ActionIcon">
        <Stack gap="xs">
          {(["filled", "default", "subtle"] as const).map((variant) => (
            <Group key={variant} gap="xs">
              <Button variant={variant}>{save}</Button>
              <Button variant={variant} leftSection={<IconPlus size={16} aria-hidden />}>
                {save}
              </Button>
              <Button variant={variant} disabled>
                {save}
              </Button>
              <Button variant={variant} loading>
                {save}
              </Button>
              <Button variant={variant} size="compact-sm">
                {save}
              </Button>
            </Group>
          ))}
          <Group gap="xs">
            <Button color="red">{t("ui.leave")}</Button>
            <ActionIcon aria-label={t("workspace.list.more")}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
            <ActionIcon variant="default" size="lg" aria-label={t("ui.clear")}>
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </Group>
        </Stack>
      </Part>
      <Part name="StateBadge, Badge, Initials">
        <Group gap="lg">
          {tones.map((tone) => (
            <StateBadge key={tone} tone={tone}>
              {tone}
            </StateBadge>
          ))}
          <Badge color="pine">{t("workspace.agent.administrator")}</Badge>
          <Initials name="Anna Berger" />
          <Initials name="Eva Ott" tone="accent" size={24} />
        </Group>
      </Part>
      <Part name="DateTime, formats">
        <Group gap="lg">
          {ROWS.map((row) => (
            <DateTime key={row.id} at={row.changedAt} />
          ))}
          <DateTime at={ROWS[1]?.changedAt ?? ""} as="exact" />
          <DateTime at={ROWS[1]?.changedAt ?? ""} as="date" />
          <PressableDateTime at={ROWS[2]?.changedAt ?? ""} />
          <span className="pf-number">{formats.number(1_234_567)}</span>
          <span className="pf-number">{formats.bytes(1_300_000)}</span>
          <span>{formats.list(["Anna Berger", "Jan Roth", "Eva Ott"])}</span>
        </Group>
      </Part>
      <Part name="SearchBox, ChoiceChips, FilterChip">
        <Group gap="xs">
          <SearchBox value={q} onChange={setQ} />
          <ChoiceChips label={t("workspace.record.state")} value={state} choices={choices.slice(0, 3)} onChange={setState} />
          <FilterChip label={t("workspace.company.city")} values={cities} choices={choices} onChange={setCities} />
          <FilterChip label={t("workspace.company.city")} values={[]} choices={choices} onChange={setCities} single />
        </Group>
      </Part>
      <Part name="Skeleton">
        <Skeleton height={28} width="40%" mb="xs" />
        <Skeleton height={14} width="70%" mb="xs" />
        <Skeleton height={96} />
      </Part>
    </>
  );
}
