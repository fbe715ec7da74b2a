import type { ExplanationView, OriginView } from "#contract/access.ts";
import { TICKET_VERBS, type TicketVerb } from "#domain/access/verbs.ts";
import { explainFor } from "#server/features/access/answer-questions.ts";
import { ask, contactNamed, ticketNamed } from "./ask.ts";
import type { CommandLine } from "./command-line.ts";
import { WrongUsage } from "./fault-line.ts";

export async function explain(commandLine: CommandLine, options: { contact: string; ticket: string; verb: string }): Promise<void> {
  const verb = TICKET_VERBS.find((one): one is TicketVerb => one === options.verb);
  if (!verb) throw new WrongUsage(`"${options.verb}" is no verb. Verbs are: ${TICKET_VERBS.join(", ")}.`);
  const explanation = await ask(commandLine, async (question) =>
    explainFor(question, { contact: await contactNamed(question, options.contact), ticket: await ticketNamed(question, options.ticket), verb }),
  );
  commandLine.out.result(explanationText(explanation), explanation);
}

const mark = (open: boolean): string => (open ? "  +" : "  -");

const originText = ({ setBy, since }: OriginView): string => {
  const parts = [...(setBy === null ? [] : [`set by ${setBy.name}`]), ...(since === null ? [] : [`since ${since.slice(0, 10)}`])];
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
};

const viewOriginText = (origin: OriginView): string =>
  origin.kind === "companySetting" ? ` (setting of ${origin.name}${origin.setBy === null ? "" : `, set by ${origin.setBy.name}`})` : originText(origin);

function explanationText({ headline, contact, ticket, door, gates, paths, verbs, view }: ExplanationView): string {
  const line = (part: { open: boolean; sentence: string; origin: OriginView }) => `${mark(part.open)} ${part.sentence}${originText(part.origin)}`;
  return [
    headline,
    "",
    `Contact ${contact.name}`,
    `Ticket  ${ticket.number} ${ticket.subject} (queue ${ticket.queueName}${ticket.companyName === null ? "" : `, ${ticket.companyName}`})`,
    "Door",
    ...door.map(line),
    ...(gates.length === 0 ? [] : ["Gates", ...gates.map(line)]),
    "Paths",
    ...paths.flatMap((path) => [line(path), ...path.gates.map((gate) => `  ${line(gate)}`)]),
    ...(view === null
      ? []
      : [
          "Sees",
          ...[view.agentNames, view.colleagueNames, view.priority, view.dueDate, view.hours].map(
            (part) => `    ${part.sentence}${viewOriginText(part.origin)}`,
          ),
        ]),
    `May: ${verbs.length === 0 ? "nothing" : verbs.join(", ")}`,
  ].join("\n");
}
