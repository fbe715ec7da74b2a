/** Who is signed in, and signing out. */
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { createContext, use, useRef } from "react";
import { type ContactSession, getContactSession, getInstallation, signOutContact } from "#contract/session.ts";
import { call, forgetSession } from "#web/client/call.ts";
import { forgetDrafts } from "#web/client/use-draft.ts";

export const sessionQuery = queryOptions({
  queryKey: ["portal-session"],
  queryFn: ({ signal }): Promise<ContactSession> => call(getContactSession, { signal }),
  staleTime: 60_000,
  meta: { asksWho: true },
});
export const installationQuery = queryOptions({
  queryKey: ["installation"],
  queryFn: ({ signal }) => call(getInstallation, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

const SessionContext = createContext<ContactSession | null>(null);
export const SessionProvider = SessionContext.Provider;

/** Only below `AppFrame`, which is shown to nobody else. */
export function useSession(): ContactSession {
  const session = use(SessionContext);
  if (session === null) throw new Error("no session: this component stands outside the frame");
  return session;
}

/** The session as the server last told it. It stays until the page is left, also when it has just ended. */
export function useLastSession(): ContactSession | null {
  const { data } = useQuery(sessionQuery);
  const last = useRef(data);
  if (data !== undefined) last.current = data;
  return last.current ?? null;
}

export function useSignOut(): () => Promise<void> {
  const queryClient = useQueryClient();
  const router = useRouter();
  return async () => {
    // Also when the server does not answer: on this screen the person is signed out.
    await call(signOutContact).catch(() => undefined);
    forgetSession();
    forgetDrafts();
    await router.navigate({ to: "/sign-in", search: { notice: "out" } } as never);
    queryClient.clear();
  };
}
