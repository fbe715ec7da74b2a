/** A page that could not be shown: the server does not answer, or a new version replaced the files of this one. */
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { ApiProblem } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { ErrorState } from "#web/ui/error-state.tsx";

export function PageProblem({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const retry = () => {
    if (!(error instanceof ApiProblem)) return window.location.reload();
    void queryClient.resetQueries();
    reset();
    void router.invalidate();
  };
  return <ErrorState message={problemText(error)} onRetry={retry} />;
}
