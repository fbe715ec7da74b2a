import { effectiveFor } from "#server/features/access/answer-questions.ts";
import { ask, contactNamed } from "./ask.ts";
import type { CommandLine } from "./command-line.ts";

type Effective = Awaited<ReturnType<typeof effectiveFor>>;
type Levels = { read: boolean; create: boolean; edit: boolean };

export async function effective(commandLine: CommandLine, options: { contact: string }): Promise<void> {
  const answer = await ask(commandLine, async (question) => effectiveFor(question, await contactNamed(question, options.contact)));
  commandLine.out.result(effectiveText(answer), answer);
}

const levels = ({ read, create, edit }: Levels): string => [read && "read", create && "create", edit && "edit"].filter(Boolean).join(", ") || "nothing";
function roleText({ role, lastingRole, roleForATime: other }: Pick<Effective["companies"][number], "role" | "lastingRole" | "roleForATime">): string {
  if (other?.holds) return `${role.name} (until ${other.until}, then ${lastingRole.name})`;
  return other && other.from !== null && Date.parse(other.from) > Date.now() ? `${role.name} (from ${other.from}: ${other.role.name})` : role.name;
}

const section = (title: string, lines: string[]): string[] => [title, ...(lines.length === 0 ? ["  none"] : lines.map((line) => `  ${line}`))];

function effectiveText({ contact, door, restrictQueuesByGroup, companies, groups, partnerGroups, services }: Effective): string {
  return [
    `${contact.name}: the door is ${door.open ? "open" : "shut"}`,
    ...door.checks.map((check) => `${check.open ? "  +" : "  -"} ${check.sentence}`),
    ...section(
      "Companies",
      companies.map(({ sees, obstacle, ...one }) => `${one.company.name} as ${roleText(one)}: sees ${sees}${obstacle === null ? "" : ` (${obstacle})`}`),
    ),
    ...section(
      restrictQueuesByGroup ? "Groups" : "Groups (queues are not restricted by groups)",
      groups.map(({ group, queues, origins, ...of }) => {
        const from = [...new Set(origins.map((origin) => origin.subject))].join(", ");
        return `${group.name}: ${levels(of)} (from ${from}); queues: ${queues.map((queue) => queue.name).join(", ") || "none"}`;
      }),
    ),
    ...(partnerGroups.length === 0
      ? []
      : section(
          "Groups of partners",
          partnerGroups.map(({ group, origin, ...of }) => `${group.name}: ${levels(of)} (${origin.name})`),
        )),
    ...section(
      `Services (from ${services.from})`,
      services.items.map((service) => service.name),
    ),
  ].join("\n");
}
