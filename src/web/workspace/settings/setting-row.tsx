import { Anchor, NumberInput, Select, Skeleton, Switch, Text, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SettingView } from "#contract/administration.ts";
import { dayOf, startOfDay } from "#domain/time-zones.ts";
import { LANGUAGE_NAMES } from "#web/client/i18n.ts";
import { DateTime } from "#web/ui/date-time.tsx";
import { useSession } from "#web/workspace/session/session.ts";
import { TimeZoneSelect } from "#web/workspace/session/time-zone-select.tsx";
import type { SettingLevel } from "./setting-list.tsx";
import classes from "./setting-row.module.css";
import { useSettingText } from "./setting-text.ts";

type Given = {
  item: SettingView;
  level: SettingLevel;
  changed: unknown;
  isChanged: boolean;
  highlighted: boolean;
  mayChange: boolean;
  onChange: (value: unknown) => void;
};

/** All fields of one width stand in one column. */
const WIDTH = 264;

export function SettingRow({ item, level, changed, isChanged, highlighted, mayChange, onChange }: Given) {
  const { t } = useTranslation();
  const textOf = useSettingText();
  const setHere = isChanged ? changed !== null : item.origin === level;
  const value = isChanged ? (changed === null ? item.default : changed) : item.value;
  return (
    <div id={item.key} className={classes.row} data-highlighted={highlighted} data-changed={isChanged}>
      <div className={classes.words}>
        <Text fw={600} component="label" htmlFor={`${item.key}-input`}>
          {item.label}
        </Text>
        <Text size="sm" c="dimmed">
          {item.meaning}
        </Text>
        <Text size="xs" c="dimmed" component="div" mt={4}>
          <Origin item={item} level={level} />
          {setHere && mayChange && (
            <>
              {" · "}
              <Anchor component="button" type="button" inherit onClick={() => onChange(null)}>
                {t(level !== "installation" ? "workspace.settings.inheritAgain" : "workspace.settings.toDefault", { value: textOf(item, item.default) })}
              </Anchor>
            </>
          )}
        </Text>
      </div>
      <div className={classes.value}>
        <ValueInput item={item} value={value} disabled={!mayChange} onChange={onChange} />
      </div>
    </div>
  );
}

function Origin({ item, level }: { item: SettingView; level: SettingLevel }): ReactNode {
  const { t } = useTranslation();
  if (item.origin === "default") return t("workspace.settings.isDefault");
  return (
    <>
      {t(item.origin === level ? "workspace.settings.setHere" : `workspace.settings.from.${item.origin === "company" ? "company" : "installation"}`)}
      {item.setBy !== null && `, ${item.setBy.name}`}
      {item.since !== null && (
        <>
          {", "}
          <DateTime at={item.since} as="date" />
        </>
      )}
    </>
  );
}

function ValueInput({ item, value, disabled, onChange }: { item: SettingView; value: unknown; disabled: boolean; onChange: (value: unknown) => void }) {
  const { t } = useTranslation();
  const { timeZone } = useSession();
  const common = { id: `${item.key}-input`, disabled };
  switch (item.type) {
    case "boolean":
      return (
        <Switch
          {...common}
          size="md"
          labelPosition="left"
          label={t(value === true ? "workspace.settings.on" : "workspace.settings.off")}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case "integer":
      return (
        <NumberInput
          {...common}
          value={Number(value)}
          allowDecimal={false}
          allowNegative={false}
          onChange={(next) => typeof next === "number" && onChange(next)}
          w={WIDTH}
        />
      );
    case "instant":
      return (
        <TextInput
          {...common}
          type="date"
          value={typeof value === "string" ? dayOf(value, timeZone) : ""}
          onChange={(event) => onChange(event.currentTarget.value === "" ? null : startOfDay(event.currentTarget.value, timeZone))}
          w={WIDTH}
        />
      );
    case "language":
      return (
        <Select
          {...common}
          data={Object.entries(LANGUAGE_NAMES).map(([code, label]) => ({ value: code, label }))}
          value={typeof value === "string" ? value : null}
          onChange={onChange}
          allowDeselect={false}
          w={WIDTH}
        />
      );
    case "choice":
      return (
        <Select
          {...common}
          data={item.options ?? []}
          value={typeof value === "string" ? value : null}
          onChange={(next) => next !== null && onChange(next)}
          allowDeselect={false}
          w={WIDTH}
        />
      );
    case "timeZone":
      return (
        <div style={{ width: WIDTH }}>
          <TimeZoneSelect id={common.id} value={typeof value === "string" ? value : null} onChange={onChange} disabled={disabled} />
        </div>
      );
    case "text":
      return (
        <TextInput
          {...common}
          value={typeof value === "string" ? value : ""}
          maxLength={500}
          // Nothing is a value only where nothing is the default.
          onChange={(event) => onChange(event.currentTarget.value === "" && item.default === null ? null : event.currentTarget.value)}
          w={WIDTH}
        />
      );
  }
}

export function SettingSkeleton() {
  return (
    <div style={{ maxWidth: 860 }}>
      {["a", "b", "c", "d"].map((key) => (
        <Skeleton key={key} height={72} mb="sm" />
      ))}
    </div>
  );
}
