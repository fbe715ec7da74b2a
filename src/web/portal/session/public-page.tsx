/** The frame of the pages before sign-in: the provider's name, one card, the languages. */
import { Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isLanguage, LANGUAGE_NAMES } from "#web/client/i18n.ts";
import { Brand } from "#web/portal/frame/brand.tsx";
import { LanguageSwitch } from "#web/ui/language-switch.tsx";
import { useTitle } from "#web/ui/use-title.ts";
import { chooseLanguage } from "./language.ts";
import { installationQuery } from "./portal-session.ts";
import classes from "./public-page.module.css";

type Given = {
  title: string;
  /** Whoever works for the provider signs in elsewhere. */
  leadsToWorkspace?: boolean;
  children: ReactNode;
};

export function PublicPage({ title, leadsToWorkspace = false, children }: Given) {
  const { t, i18n } = useTranslation();
  const name = useQuery(installationQuery).data?.name ?? "Pforte";
  useTitle(title, name);
  return (
    <div className={classes.page}>
      <main className={classes.column}>
        <div className={classes.brand}>
          <Brand name={name} size={28} />
        </div>
        <div className={classes.card}>
          <Title order={1} mb="lg">
            {title}
          </Title>
          {children}
        </div>
      </main>
      <footer className={classes.foot}>
        {leadsToWorkspace && (
          <p>
            {t("portal.signIn.forStaff", { installation: name })}{" "}
            <a className="pf-link" href="/workspace/">
              {t("portal.signIn.toWorkspace")}
            </a>
          </p>
        )}
        <LanguageSwitch value={i18n.language} languages={LANGUAGE_NAMES} onChange={(language) => isLanguage(language) && void chooseLanguage(language)} />
      </footer>
    </div>
  );
}
