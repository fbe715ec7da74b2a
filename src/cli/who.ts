import { whoFor } from "#server/features/access/answer-questions.ts";
import { ask, ticketNamed } from "./ask.ts";
import type { CommandLine } from "./command-line.ts";
import { WrongUsage } from "./fault-line.ts";

export async function who(commandLine: CommandLine, options: { ticket: string; limit: number }): Promise<void> {
  const { ticket, limit } = options;
  if (limit < 1 || limit > 500) throw new WrongUsage("--limit is from 1 to 500.");
  const answer = await ask(commandLine, async (question) => whoFor(question, { ticket: await ticketNamed(question, ticket), limit }));
  const { items, total, totalIsLowerBound, byPath } = answer;
  const people = items.map(({ contact, paths, verbs, withoutSignIn }) => {
    const company = contact.companyName === null ? "" : `, ${contact.companyName}`;
    return `  ${contact.name} <${contact.email}>${company}: ${paths.join(", ")}; may ${verbs.join(", ")}${withoutSignIn ? "; has no sign-in" : ""}`;
  });
  const counts = Object.entries(byPath).filter(([, found]) => found > 0);
  commandLine.out.result(
    [
      `${totalIsLowerBound ? "At least " : ""}${total} contact${total === 1 ? "" : "s"} can read this ticket${counts.length === 0 ? "." : `: ${counts.map(([path, found]) => `${found} by ${path}`).join(", ")}.`}`,
      ...people,
      ...(answer.next === null ? [] : [`  … the first ${items.length}; --limit shows more`]),
    ].join("\n"),
    answer,
  );
}
