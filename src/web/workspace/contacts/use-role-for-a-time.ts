/** What is entered about another role for a time, in days of the company's time zone, and what that means for the call. */
import { useState } from "react";
import type { MembershipInput, MembershipView } from "#contract/contact.ts";
import { dayOf, endOfDay, lastDayOf, startOfDay } from "#domain/time-zones.ts";

export type RoleForATimeEntry = { roleId: string | null; from: string; until: string };
export type RoleForATimeForm = {
  /** Null: there shall be none. */
  entry: RoleForATimeEntry | null;
  change: (entry: RoleForATimeEntry | null) => void;
  isBackwards: boolean;
  isSameRole: boolean;
  /** Nothing is missing or contradicts itself. */
  isComplete: boolean;
  /** Empty: it stays as it is. */
  wanted: Pick<MembershipInput, "roleForATime">;
};

/** One that has ended is not shown: a new one may take its place. */
export function useRoleForATime(membership: MembershipView | null, lastingRoleId: string | null, zone: string): RoleForATimeForm {
  const known = membership?.roleForATime ?? null;
  const [entered, setEntered] = useState<RoleForATimeEntry | null>();
  const stored = known === null || Date.parse(known.until) <= Date.now() ? null : entryOf(known, zone);
  const entry = entered === undefined ? stored : entered;
  const isSameRole = entry !== null && entry.roleId !== null && entry.roleId === lastingRoleId;
  const isBackwards = entry !== null && entry.from !== "" && entry.until !== "" && entry.until < entry.from;
  const isMissing = entry !== null && (entry.roleId === null || entry.until === "");
  return {
    entry,
    change: setEntered,
    isBackwards,
    isSameRole,
    isComplete: !isSameRole && !isBackwards && !isMissing,
    wanted: entered === undefined || isEqual(entered, stored) ? {} : { roleForATime: entered === null ? null : inputOf(entered, stored, known, zone) },
  };
}

type Known = NonNullable<MembershipView["roleForATime"]>;

const entryOf = ({ role, from, until }: Known, zone: string): RoleForATimeEntry => ({
  roleId: role.id,
  from: from === null ? "" : dayOf(from, zone),
  until: lastDayOf(until, zone),
});

const isEqual = (one: RoleForATimeEntry | null, other: RoleForATimeEntry | null): boolean =>
  one?.roleId === other?.roleId && one?.from === other?.from && one?.until === other?.until;

/** A day that was not touched keeps its instant, whatever hour that is. */
function inputOf(entry: RoleForATimeEntry, stored: RoleForATimeEntry | null, known: Known | null, zone: string): MembershipInput["roleForATime"] {
  const from = entry.from === stored?.from ? (known?.from ?? null) : entry.from === "" ? null : startOfDay(entry.from, zone);
  const until = entry.until === stored?.until && known !== null ? known.until : entry.until === "" ? "" : endOfDay(entry.until, zone);
  return { roleId: entry.roleId ?? "", from, until };
}
