/** The signed-in agent: language and appearance on small screens, password, sign out. */
import { Menu, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKey, IconLogout, IconUser } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { signOutAgent } from "#contract/session.ts";
import { call, forgetSession } from "#web/client/call.ts";
import { LANGUAGE_NAMES } from "#web/client/i18n.ts";
import { forgetDrafts } from "#web/client/use-draft.ts";
import { ChoiceItems, ColorSchemeItems } from "#web/ui/choice-items.tsx";
import { Initials } from "#web/ui/initials.tsx";
import { Link } from "#web/ui/link.tsx";
import { useChooseLanguage } from "#web/workspace/session/language.ts";
import { useSession } from "#web/workspace/session/session.ts";
import { PasswordDialog } from "./password-dialog.tsx";
import { BASE_PATH } from "./providers.tsx";
import { forgetRecent } from "./recent.ts";

export function AccountMenu() {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const client = useQueryClient();
  const chooseLanguage = useChooseLanguage();
  const [passwordOpened, password] = useDisclosure();
  const signOut = async () => {
    await call(signOutAgent).catch(() => undefined);
    forgetDrafts();
    forgetRecent();
    forgetSession();
    client.clear();
    location.assign(`${BASE_PATH}/sign-in`);
  };
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <UnstyledButton aria-label={t("workspace.account.open", { name: session.name })} style={{ borderRadius: 99 }}>
            <Initials name={session.name} size={30} tone="accent" />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <Text fw={600} c="var(--mantine-color-text)">
              {session.name}
            </Text>
            <Text size="xs">{t(session.administrator ? "workspace.account.administrator" : "workspace.account.agent", { login: session.login })}</Text>
          </Menu.Label>
          <Menu.Item component={Link} to={`/agents/${session.agentId}`} leftSection={<IconUser size={16} aria-hidden />}>
            {t("workspace.account.profile")}
          </Menu.Item>
          <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={password.open}>
            {t("workspace.account.changePassword")}
          </Menu.Item>
          <Menu.Divider />
          <ColorSchemeItems />
          <Menu.Divider />
          <ChoiceItems
            title={t("ui.language")}
            value={i18n.language}
            choices={Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value, label, lang: value }))}
            onChange={(language) => chooseLanguage(language === "de" ? "de" : "en")}
          />
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
            {t("workspace.account.signOut")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {passwordOpened && <PasswordDialog onClose={password.close} />}
    </>
  );
}
