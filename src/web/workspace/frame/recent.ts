/** The records that somebody opened last in this browser, for the search to begin with. They go with the session. */
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { getCompany } from "#contract/company.ts";
import { getContact } from "#contract/contact.ts";
import { getProject } from "#contract/project.ts";
import { getTicket } from "#contract/ticket.ts";

export type RecentKind = "ticket" | "company" | "contact" | "project";
export type Recent = { kind: RecentKind; to: string; label: string; number: string };

const prefix = "pforte-recent:";
const most = 8;

/** What a page of a record loads first, and how its answer is called. */
const sources: Readonly<Record<string, { kind: RecentKind; place: string; named: (record: Record<string, unknown>) => Pick<Recent, "label" | "number"> }>> = {
  [getTicket.path]: { kind: "ticket", place: "/tickets", named: ({ subject, number }) => ({ label: String(subject), number: `#${number}` }) },
  [getCompany.path]: { kind: "company", place: "/companies", named: ({ name, number }) => ({ label: String(name), number: String(number) }) },
  [getProject.path]: { kind: "project", place: "/projects", named: ({ name, number }) => ({ label: String(name), number: String(number) }) },
  [getContact.path]: { kind: "contact", place: "/contacts", named: ({ name }) => ({ label: String(name), number: "" }) },
};

export function readRecent(agentId: string): Recent[] {
  try {
    return JSON.parse(localStorage.getItem(prefix + agentId) ?? "[]") as Recent[];
  } catch {
    return [];
  }
}

export function forgetRecent(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
}

function remember(agentId: string, recent: Recent): void {
  try {
    const others = readRecent(agentId).filter(({ to }) => to !== recent.to);
    localStorage.setItem(prefix + agentId, JSON.stringify([recent, ...others].slice(0, most)));
  } catch {
    // Storage is full or forbidden: the search begins empty.
  }
}

/** Remembers a record when its own page has loaded it. */
export function useRememberVisits(agentId: string): void {
  const client = useQueryClient();
  const router = useRouter();
  useEffect(
    () =>
      client.getQueryCache().subscribe((event) => {
        if (event.type !== "updated" || event.action.type !== "success") return;
        const [path, params] = event.query.queryKey as [string, { id?: string } | null | undefined];
        const source = sources[path];
        if (source === undefined || !params?.id) return;
        const to = `${source.place}/${params.id}`;
        if (!router.state.location.pathname.endsWith(to) && !router.state.location.pathname.includes(`${to}/`)) return;
        remember(agentId, { kind: source.kind, to, ...source.named(event.query.state.data as Record<string, unknown>) });
      }),
    [client, router, agentId],
  );
}
