/** A person's name as a contact gets it: every answer to a contact names agents and other contacts by these two and nothing else. */
import type { View } from "./view.ts";

/** Without an id the same person cannot be recognised elsewhere. */
export type ShownPerson = { id: string | null; name: string | null };

/** `firstName` is empty where only one text is known, as of an imported message. */
export function shownAgent({ agentNames }: View, teamName: string, agent: { id: string | null; name: string | null; firstName: string | null }): ShownPerson {
  switch (agentNames) {
    case "full":
      return { id: agent.id, name: agent.name };
    case "firstName":
      return { id: null, name: agent.firstName?.trim() || teamName };
    case "team":
      return { id: null, name: teamName };
    case "hidden":
      return { id: null, name: null };
  }
}

/** Everybody sees his own name. */
export const shownContact = ({ colleagueNames }: View, readerId: string, contact: ShownPerson): ShownPerson =>
  colleagueNames || contact.id === readerId ? contact : { id: null, name: null };
