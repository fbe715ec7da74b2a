/** Who I am here, the way to my profile, how it looks, and the way out: behind the initials. */
import { Menu } from "@mantine/core";
import { IconLogout, IconUserCircle } from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useSession, useSignOut } from "#web/portal/session/portal-session.ts";
import { ColorSchemeItems } from "#web/ui/choice-items.tsx";
import classes from "./own-menu.module.css";

export function OwnMenu({ children, opened, onOpened }: { children: ReactElement; opened: boolean; onOpened: (opened: boolean) => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const signOut = useSignOut();
  const router = useRouter();
  const primary = session.companies.find((company) => company.primary) ?? session.companies[0];
  return (
    <Menu position="bottom-end" width={260} opened={opened} onChange={onOpened}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={classes.who}>
          <strong>{session.name}</strong>
          <span>{primary?.name}</span>
          <span>{session.login}</span>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item leftSection={<IconUserCircle size={18} aria-hidden />} onClick={() => router.history.push("/profile")}>
          {t("portal.nav.profile")}
        </Menu.Item>
        <Menu.Divider />
        <ColorSchemeItems />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={() => void signOut()}>
          {t("portal.nav.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
