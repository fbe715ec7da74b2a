/** How somebody comes to a password: by a link sent to the address, or by one that is entered here. */
import { PasswordInput, Radio, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

export type SignInWay = { by: "link" | "password"; password: string };
export const BY_LINK: SignInWay = { by: "link", password: "" };

type Given = { value: SignInWay; onChange: (value: SignInWay) => void; email: string; error?: string | undefined };

export function SignInWayFields({ value, onChange, email, error }: Given) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs">
      <Radio.Group label={t("workspace.signIn.way")} value={value.by} onChange={(by) => onChange({ ...value, by: by === "password" ? "password" : "link" })}>
        <Stack gap={8} mt={6}>
          <Radio
            value="link"
            disabled={email === ""}
            label={t("workspace.signIn.byLink")}
            description={email === "" ? t("workspace.signIn.byLinkNoEmail") : t("workspace.signIn.byLinkMeans", { email })}
          />
          <Radio value="password" label={t("workspace.signIn.byPassword")} description={t("workspace.signIn.byPasswordMeans")} />
        </Stack>
      </Radio.Group>
      {value.by === "password" && (
        <PasswordInput
          label={t("workspace.entry.newPassword")}
          description={t("workspace.entry.passwordHint")}
          autoComplete="new-password"
          required
          value={value.password}
          onChange={(event) => onChange({ ...value, password: event.currentTarget.value })}
          error={error}
        />
      )}
    </Stack>
  );
}

export const isComplete = (way: SignInWay, email: string): boolean => (way.by === "link" ? email !== "" : way.password !== "");
