/** Portal roles: the three of the product and two that the provider made. */
import type { Verb } from "#domain/access/verbs.ts";
import type { Named } from "./groups.ts";

export const systemRoles = {
  basic: "00000000-0000-7000-8000-000000000001",
  advanced: "00000000-0000-7000-8000-000000000002",
  manager: "00000000-0000-7000-8000-000000000003",
} as const;

export const ownRoles = {
  personnel: {
    name: { de: "Personalabteilung", en: "Human resources" },
    scope: "company",
    verbs: ["read", "create", "reply", "change", "close", "judge"],
    confidential: true,
    assignableByManager: false,
  },
  observer: { name: { de: "Nur lesen", en: "Read only" }, scope: "company", verbs: ["read"], confidential: false, assignableByManager: true },
} as const satisfies Record<
  string,
  { name: Named; scope: "own" | "company" | "companyAndBelow"; verbs: readonly Verb[]; confidential: boolean; assignableByManager: boolean }
>;

export type RoleKey = keyof typeof systemRoles | keyof typeof ownRoles;
