/** The bar above the page: the way here, search, language, appearance, account. */
import { ActionIcon, Burger, Menu, Tooltip, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconChevronLeft, IconChevronRight, IconMoon, IconSearch, IconSun } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { LANGUAGE_NAMES, LANGUAGES } from "#web/client/i18n.ts";
import { Link } from "#web/ui/link.tsx";
import { useChooseLanguage } from "#web/workspace/session/language.ts";
import { AccountMenu } from "./account-menu.tsx";
import classes from "./frame.module.css";
import { useShownCrumbs } from "./page-state.tsx";
import { Shortcuts } from "./shortcuts.tsx";
import { useWayBack } from "./way-back.ts";

const onMac = /Mac|iPhone|iPad/.test(navigator.platform);

export function TopBar({ onMenu, menuOpened, onSearch }: { onMenu: () => void; menuOpened: boolean; onSearch: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.barRow}>
      <Burger hiddenFrom="sm" size="sm" opened={menuOpened} onClick={onMenu} aria-label={t("workspace.nav.open")} />
      <Crumbs />
      <button type="button" className={`${classes.search} mantine-visible-from-sm`} onClick={onSearch} aria-keyshortcuts="Control+K Meta+K">
        <IconSearch size={16} aria-hidden />
        {t("workspace.search.open")}
        <kbd>{onMac ? "⌘K" : `${t("ui.control")} K`}</kbd>
      </button>
      <ActionIcon hiddenFrom="sm" size="lg" aria-label={t("workspace.search.open")} onClick={onSearch}>
        <IconSearch size={18} aria-hidden />
      </ActionIcon>
      <Shortcuts />
      <LanguageMenu />
      <SchemeButton />
      <AccountMenu />
    </div>
  );
}

function Crumbs() {
  const { t } = useTranslation();
  const crumbs = useShownCrumbs();
  const wayBack = useWayBack();
  const parent = crumbs.at(-2);
  return (
    <ol className={classes.crumbs} aria-label={t("workspace.nav.crumbs")}>
      {parent?.to !== undefined && (
        <li className={classes.back}>
          <Link {...wayBack(parent.to)} aria-label={parent.label}>
            <IconChevronLeft size={20} aria-hidden />
          </Link>
        </li>
      )}
      {crumbs.map((crumb, index) => (
        <li key={crumb.label + (crumb.to ?? "")} data-last={index === crumbs.length - 1}>
          {index > 0 && <IconChevronRight size={14} aria-hidden style={{ flex: "none" }} />}
          {index < crumbs.length - 1 && crumb.to !== undefined ? (
            <Link {...wayBack(crumb.to)}>{crumb.label}</Link>
          ) : (
            <span aria-current={index === crumbs.length - 1 ? "page" : undefined} title={crumb.label}>
              {crumb.label}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

function LanguageMenu() {
  const { t, i18n } = useTranslation();
  const chooseLanguage = useChooseLanguage();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="lg" aria-label={`${t("ui.language")}: ${LANGUAGE_NAMES[i18n.language === "de" ? "de" : "en"]}`} fz="xs" fw={600} visibleFrom="sm">
          {i18n.language.toUpperCase()}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {LANGUAGES.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            aria-current={language === i18n.language}
            rightSection={language === i18n.language ? <IconCheck size={14} aria-hidden /> : null}
            onClick={() => chooseLanguage(language)}
          >
            {LANGUAGE_NAMES[language]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function SchemeButton() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const label = t(scheme === "light" ? "workspace.bar.toDark" : "workspace.bar.toLight");
  return (
    <Tooltip label={label}>
      <ActionIcon size="lg" aria-label={label} onClick={() => setColorScheme(scheme === "light" ? "dark" : "light")} visibleFrom="sm">
        {scheme === "light" ? <IconMoon size={18} stroke={1.7} aria-hidden /> : <IconSun size={18} stroke={1.7} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  );
}
