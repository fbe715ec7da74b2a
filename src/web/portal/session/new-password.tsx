/** A new password with its rules beside it, ticked while typing. The server has the last word (it also knows common passwords). */
import { List } from "@mantine/core";
import { IconCheck, IconPoint } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./new-password.module.css";
import { PasswordField } from "./password-field.tsx";

type Rule = { key: string; text: string; met: boolean };
const fold = (text: string): string => text.normalize("NFC").toLowerCase();

/** Which hints are met; `names` are the user name and the parts of the person's name. */
export function passwordHints(password: string, names: readonly string[]): { longEnough: boolean; withoutName: boolean } {
  const folded = fold(password);
  const parts = names.flatMap((name) => [name, ...name.split(/[\s@]+/)]).map(fold);
  return {
    longEnough: Array.from(password).length >= 10,
    withoutName: password !== "" && !parts.some((part) => part.length >= 4 && folded.includes(part)),
  };
}

type Given = { label: string; value: string; onChange: (value: string) => void; names: readonly string[]; error?: string | undefined; autoFocus?: boolean };

export function NewPassword({ label, value, onChange, names, error, autoFocus = false }: Given) {
  const { t } = useTranslation();
  const hints = passwordHints(value, names);
  const rules: Rule[] = [
    { key: "long", text: t("portal.password.ruleLong"), met: hints.longEnough },
    { key: "name", text: t("portal.password.ruleName"), met: hints.withoutName },
  ];
  return (
    <div>
      <PasswordField
        label={label}
        autoComplete="new-password"
        autoFocus={autoFocus}
        aria-describedby="password-rules"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
      />
      <List id="password-rules" listStyleType="none" size="sm" mt={8} spacing={2} className={classes.rules}>
        {rules.map((rule) => (
          <List.Item
            key={rule.key}
            data-met={rule.met}
            icon={rule.met ? <IconCheck size={16} stroke={2.4} aria-hidden /> : <IconPoint size={16} aria-hidden />}
          >
            {rule.text}
            <span className="pf-hidden">{rule.met ? ` (${t("portal.password.met")})` : ""}</span>
          </List.Item>
        ))}
        <List.Item icon={<IconPoint size={16} aria-hidden />}>{t("portal.password.ruleCommon")}</List.Item>
      </List>
    </div>
  );
}
