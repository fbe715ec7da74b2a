/** Settings with meaning, default and origin; changed together, reviewed before they count. */
import { List, Text, TextInput, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SettingView } from "#contract/administration.ts";
import { isSettingKey, SETTINGS } from "#domain/settings/catalogue.ts";
import { problemText } from "#web/client/problem-text.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { FormErrors } from "#web/ui/form-errors.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { ConfirmWithReason, withReason } from "#web/workspace/editing/confirm-with-reason.tsx";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { SaveBar } from "#web/workspace/editing/save-bar.tsx";
import { PageProblem } from "#web/workspace/frame/page-problem.tsx";
import type { PlannedCall } from "#web/workspace/what-if/planned-call.ts";
import { SettingRow, SettingSkeleton } from "./setting-row.tsx";
import { useSettingText } from "./setting-text.ts";

export type SettingLevel = "installation" | "company" | "contact";
type Given = {
  level: SettingLevel;
  items: readonly SettingView[] | undefined;
  error: Error | null;
  onRetry: () => void;
  mayChange: boolean;
  /** A key with null inherits again. */
  save: (body: { values: Record<string, unknown>; reason?: string }) => Promise<void>;
  plan: (body: { values: Record<string, unknown> }) => PlannedCall;
};

const sections = ["installation", "access", "view", "portal", "tickets", "time", "companies", "attachments", "signIn", "mail"] as const;
const sectionOf = (key: string) => sections.find((section) => key.startsWith(`${section}.`)) ?? "installation";

export function SettingList({ level, items, error, onRetry, mayChange, save, plan }: Given) {
  const { t } = useTranslation();
  const textOf = useSettingText();
  const hash = useRouterState({ select: (state) => state.location.hash });
  const [filter, setFilter] = useState("");
  const [changes, setChanges] = useState<ReadonlyMap<string, unknown>>(new Map());
  const [reviewing, review] = useDisclosure();
  const action = useAction((reason: string) => save({ values: Object.fromEntries(changes), ...withReason(reason) }), {
    quiet: true,
    done: t("workspace.editing.saved"),
    after: () => {
      setChanges(new Map());
      review.close();
    },
  });
  const loaded = items !== undefined;
  useEffect(() => {
    if (loaded && hash !== "") document.getElementById(hash)?.scrollIntoView({ block: "center" });
  }, [loaded, hash]);
  if (error !== null) return <PageProblem error={error} onRetry={onRetry} />;
  if (items === undefined) return <SettingSkeleton />;
  const wanted = filter.trim().toLocaleLowerCase();
  const shown = items.filter((item) => `${item.label} ${item.meaning} ${item.key}`.toLocaleLowerCase().includes(wanted));
  const change = (item: SettingView, value: unknown) => {
    const next = new Map(changes);
    const same = value === null ? item.origin !== level : item.origin === level && JSON.stringify(value) === JSON.stringify(item.value);
    if (same) next.delete(item.key);
    else next.set(item.key, value);
    setChanges(next);
  };
  const deciding = [...changes].filter(([key]) => isSettingKey(key) && SETTINGS[key].access === "tickets");
  const changesView = [...changes].some(([key]) => isSettingKey(key) && SETTINGS[key].access === "view");
  return (
    <div style={{ maxWidth: 860 }}>
      <TextInput
        aria-label={t("workspace.settings.filter")}
        placeholder={t("workspace.settings.filter")}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
        maw={360}
        mb="md"
      />
      {shown.length === 0 && <EmptyState title={t("workspace.pick.nothing")}>{t("workspace.list.otherWords")}</EmptyState>}
      {sections
        .filter((section) => shown.some((item) => sectionOf(item.key) === section))
        .map((section) => (
          <section key={section} style={{ marginBottom: 28 }}>
            <Title order={2} mb="xs">
              {t(`workspace.settings.section.${section}`)}
            </Title>
            {shown
              .filter((item) => sectionOf(item.key) === section)
              .map((item) => (
                <SettingRow
                  key={item.key}
                  item={item}
                  level={level}
                  changed={changes.get(item.key)}
                  isChanged={changes.has(item.key)}
                  highlighted={hash === item.key}
                  mayChange={mayChange}
                  onChange={(value) => change(item, value)}
                />
              ))}
          </section>
        ))}
      <SaveBar
        count={changes.size}
        busy={action.isPending}
        onDiscard={() => setChanges(new Map())}
        onSave={review.open}
        saveLabel={t("workspace.rights.review")}
      />
      <ConfirmWithReason
        opened={reviewing}
        title={t("workspace.settings.reviewTitle", { count: changes.size })}
        confirmLabel={t("ui.save")}
        busy={action.isPending}
        planned={deciding.length === 0 ? null : plan({ values: Object.fromEntries(deciding) })}
        onConfirm={(reason) => action.mutate(reason)}
        onClose={() => {
          action.reset();
          review.close();
        }}
      >
        <FormErrors message={action.error === null ? null : problemText(action.error)} fields={fieldErrors(action.error)} />
        <List size="sm" spacing={4}>
          {items
            .filter((item) => changes.has(item.key))
            .map((item) => {
              const value = changes.get(item.key);
              return (
                <List.Item key={item.key}>
                  <strong>{item.label}</strong>: {textOf(item, item.value)} →{" "}
                  {value === null
                    ? t(level !== "installation" ? "workspace.settings.inherits" : "workspace.settings.default", { value: textOf(item, item.default) })
                    : textOf(item, value)}
                  <Text size="xs" c="dimmed">
                    {item.meaning}
                  </Text>
                </List.Item>
              );
            })}
        </List>
        {changesView && (
          <Text size="sm" mt="sm">
            {t("workspace.settings.onlyView")}
          </Text>
        )}
      </ConfirmWithReason>
    </div>
  );
}
