import { Button } from "@mantine/core";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { problemText } from "#web/client/problem-text.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { useCrumbs } from "./page-state.tsx";

export function NotFoundPage() {
  const { t } = useTranslation();
  useCrumbs({ label: t("workspace.frame.notFound") });
  return (
    <EmptyState
      isPage
      title={t("workspace.frame.notFound")}
      action={
        <Button component={Link} to="/tickets" variant="default">
          {t("workspace.frame.toTickets")}
        </Button>
      }
    >
      {t("workspace.frame.notFoundHow")}
    </EmptyState>
  );
}

/** What is here needs a permission that this agent does not have. */
export function NoPermission() {
  const { t } = useTranslation();
  return <EmptyState title={t("workspace.frame.noPermission")}>{t("workspace.frame.noPermissionHow")}</EmptyState>;
}

/** A page failed while it was shown; the frame around it stays. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return <ErrorState message={problemText(error)} onRetry={retry} />;
}
