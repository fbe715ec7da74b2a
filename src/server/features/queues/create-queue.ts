import type { BodyOf } from "#contract/endpoint.ts";
import type { createQueue as endpoint } from "#contract/master-data.ts";
import { command } from "#server/platform/run-command.ts";
import { insertQueue, type QueueFields } from "./queries.ts";

export const createQueue = command({
  name: "queues.create-queue",
  async run(context, input: BodyOf<typeof endpoint>): Promise<string> {
    const fields: QueueFields = {
      name: input.name,
      groupId: input.groupId,
      comment: input.comment ?? "",
      state: "active",
      confidential: input.confidential ?? false,
      followUp: input.followUp ?? "possible",
    };
    const queueId = await insertQueue(context.db, fields, context.now);
    context.audit({ event: "queue.created", subject: { kind: "queue", id: queueId }, after: fields });
    return queueId;
  },
});
