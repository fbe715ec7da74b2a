/** TanStack Query with Pforte's habits: refusals are not repeated, and whoever is signed out elsewhere is signed out here. */
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiProblem, forgetSession } from "./call.ts";

/** The session has ended (a wrong password is a 401 too, but ends nothing). */
const endsSession = (error: unknown): boolean => error instanceof ApiProblem && error.code === "session.required";
/** Not there, or not for this person any more: what was loaded before must not stay on the screen. */
const isWithdrawn = (error: unknown): boolean => error instanceof ApiProblem && (error.status === 404 || error.status === 403);
const isRefusal = (error: unknown): boolean => error instanceof ApiProblem && error.status >= 400 && error.status < 500;

/**
 * @param onSignedOut called when a session has ended, after everything that was loaded is forgotten. Not called when the query
 *   that asks who is signed in (`meta: { asksWho: true }`) finds nobody the first time: that is an answer to it.
 */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const ended = (error: unknown, wasFirstQuestion: boolean) => {
    if (!endsSession(error) || wasFirstQuestion) return;
    forgetSession();
    client.clear();
    onSignedOut();
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError(error, query) {
        ended(error, query.meta?.asksWho === true && query.state.data === undefined);
        if (isWithdrawn(error)) query.setState({ data: undefined });
      },
    }),
    mutationCache: new MutationCache({ onError: (error) => ended(error, false) }),
    defaultOptions: {
      queries: {
        retry: (failures, error) => !isRefusal(error) && failures < 1,
        staleTime: 10_000,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false },
    },
  });
  return client;
}
