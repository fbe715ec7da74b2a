/** A page that could not be shown: the server does not answer, or a new version replaced the files of this one. */
import { Button, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { PublicPage } from "#web/portal/session/public-page.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";

type Given = { error: unknown; reset: () => void };

function useRetry({ error, reset }: Given): () => void {
  const router = useRouter();
  const queryClient = useQueryClient();
  return () => {
    if (!(error instanceof ApiProblem)) return window.location.reload();
    void queryClient.resetQueries();
    reset();
    void router.invalidate();
  };
}

export function PageProblem(given: Given) {
  return <ErrorState message={problemText(given.error)} onRetry={useRetry(given)} />;
}

/** Before it is known who is there: then there is no frame around it. */
export function StartProblem(given: Given) {
  const { t } = useTranslation();
  const retry = useRetry(given);
  return (
    <PublicPage title={t("ui.couldNotLoad")}>
      <Stack gap="lg">
        <Text role="alert">{problemText(given.error)}</Text>
        <Button fullWidth onClick={retry}>
          {t("ui.retry")}
        </Button>
      </Stack>
    </PublicPage>
  );
}
