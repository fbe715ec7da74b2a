/** Ctrl-K: finds any company, contact, ticket and setting, and leads to every page and action. Empty, it begins with what was opened last. */
import "@mantine/spotlight/styles.css";
import { Group, Loader, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { IconList, IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats, useUi } from "#web/ui/ui-context.tsx";
import { type Hit, type HitGroup, useOwnHits, useRecordHits } from "./palette-hits.tsx";
import classes from "./search-palette.module.css";

const icon = { size: 18, stroke: 1.7, "aria-hidden": true } as const;

const [store] = createSpotlight();

/** Answers come after the last letter was typed, records above what was there already: Enter takes the first one, unless somebody moved on. */
function selectFirst(): void {
  const list = document.getElementById(store.getState().listId);
  const selected = list?.querySelector("[data-selected]");
  if (!list || (selected && store.getState().selected > 0)) return;
  selected?.removeAttribute("data-selected");
  list.querySelector("[data-action]")?.setAttribute("data-selected", "true");
  store.setState({ ...store.getState(), selected: 0 });
}

export function SearchPalette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const wanted = typed.trim();
  const [q] = useDebouncedValue(wanted, 150);
  const records = useRecordHits(opened ? q : "");
  const own = useOwnHits(wanted);
  const close = () => {
    setTyped("");
    onClose();
  };
  const [recent, actions, settings, pages] = own;
  // Whoever types looks for a record first; whoever has not typed yet, for what was there before.
  const groups = [recent, ...(wanted === "" ? [] : records.groups), actions, settings, pages].filter(
    (group): group is HitGroup => (group?.hits.length ?? 0) > 0,
  );
  const busy = records.busy || q !== wanted;
  const shown = groups.flatMap(({ hits }) => hits.map(({ to }) => to)).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever other hits are shown
  useEffect(() => {
    if (opened) selectFirst();
  }, [opened, shown]);
  return (
    <Spotlight.Root
      store={store}
      forceOpened={opened}
      centered={false}
      yOffset="10vh"
      onSpotlightClose={close}
      shortcut={null}
      query={typed}
      onQueryChange={setTyped}
      scrollable
      maxHeight={440}
      size="lg"
      radius="lg"
      closeOnActionTrigger={false}
      attributes={{ content: { "aria-label": t("workspace.search.open") } }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      styles={{ content: { background: "var(--pf-surface)", border: "1px solid var(--pf-line)" }, search: { background: "transparent" } }}
    >
      <Spotlight.Search
        placeholder={t("workspace.search.placeholder")}
        aria-label={t("workspace.search.open")}
        leftSection={<IconSearch {...icon} />}
        rightSection={busy ? <Loader size={16} /> : null}
      />
      <Spotlight.ActionsList aria-live="polite">
        {groups.map((group) => (
          <FoundGroup key={group.key} group={group} onGo={close} />
        ))}
        {groups.length === 0 && !busy && (
          <Spotlight.Empty>
            <Text size="sm">{t("workspace.search.nothing", { q: wanted })}</Text>
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function FoundGroup({ group, onGo }: { group: HitGroup; onGo: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { all } = group;
  const total = all && (all.atLeast ? `${formats.number(all.total)}+` : formats.number(all.total));
  return (
    <Spotlight.ActionsGroup label={group.label}>
      {group.hits.map((hit) => (
        <HitRow key={hit.to} hit={hit} onGo={onGo} />
      ))}
      {all && <HitRow hit={{ to: all.to, label: t("workspace.search.all", { total }), icon: <IconList {...icon} /> }} quiet onGo={onGo} />}
    </Spotlight.ActionsGroup>
  );
}

function HitRow({ hit, quiet = false, onGo }: { hit: Hit; quiet?: boolean; onGo: () => void }) {
  const { navigation } = useUi();
  return (
    <Spotlight.Action
      className={classes.hit}
      onClick={() => {
        onGo();
        navigation.push(hit.to);
      }}
    >
      {/* As wide as the list, never as wide as its words: what scrolls would grow with them. */}
      <Group gap="sm" wrap="nowrap" w="100%" style={{ contain: "inline-size" }}>
        {hit.icon}
        <div style={{ minWidth: 0, flex: 1 }}>
          <Text truncate title={hit.label} {...(quiet ? { c: "dimmed" } : {})}>
            {hit.label}
          </Text>
          {hit.detail !== undefined && (
            <Text size="xs" c="dimmed" truncate>
              {hit.detail}
            </Text>
          )}
        </div>
        {hit.number !== undefined && (
          <Text size="xs" c="dimmed" className="pf-number">
            {hit.number}
          </Text>
        )}
      </Group>
    </Spotlight.Action>
  );
}
