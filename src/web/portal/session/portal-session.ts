/** Who is signed in, and signing out. */
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
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

/** Only below `AppFrame`, which is shown to nobody else. */
export function useSession(): ContactSession {
  const { data } = useQuery(sessionQuery);
  if (data === undefined) throw new Error("no session: this component stands outside the frame");
  return data;
}

export function useSignOut(): () => Promise<void> {
  const queryClient = useQueryClient();
  const router = useRouter();
  return async () => {
    // Also when the server does not answer: on this screen the person is signed out.
    await call(signOutContact).catch(() => undefined);
    forgetSession();
    forgetDrafts();
    await router.navigate({ to: "/sign-in" } as never);
    queryClient.clear();
  };
}
