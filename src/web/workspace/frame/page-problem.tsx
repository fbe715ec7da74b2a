/** A page cannot be shown: it is not there (or not for this agent), it is not permitted, or something failed and can be tried again. */
import { ApiProblem } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { ErrorState } from "#web/ui/error-state.tsx";
import { NoPermission, NotFoundPage } from "./page-errors.tsx";

export function PageProblem({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const status = error instanceof ApiProblem ? error.status : 0;
  if (status === 404) return <NotFoundPage />;
  if (status === 403) return <NoPermission />;
  return <ErrorState message={problemText(error)} onRetry={onRetry} />;
}
