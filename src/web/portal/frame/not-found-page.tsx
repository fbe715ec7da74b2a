/** An address that leads nowhere. */
import { useTranslation } from "react-i18next";
import { useSession } from "#web/portal/session/portal-session.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { useTitle } from "#web/ui/use-title.ts";

export function NotFoundPage() {
  const { t } = useTranslation();
  useTitle(t("portal.notFound.title"), useSession().installationName);
  return (
    <EmptyState
      isPage
      title={t("portal.notFound.title")}
      action={
        <Link to="/" className="pf-button">
          {t("portal.notFound.home")}
        </Link>
      }
    >
      {t("portal.notFound.text")}
    </EmptyState>
  );
}
