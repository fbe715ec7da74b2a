import type { BodyOf } from "#contract/endpoint.ts";
import type { createService as endpoint } from "#contract/master-data.ts";
import { command } from "#server/platform/run-command.ts";
import { insertService } from "./queries.ts";

export const createService = command({
  name: "services.create-service",
  async run(context, input: BodyOf<typeof endpoint>): Promise<string> {
    const fields = { name: input.name, comment: input.comment ?? "" };
    const serviceId = await insertService(context.db, { ...fields, now: context.now });
    context.audit({ event: "service.created", subject: { kind: "service", id: serviceId }, after: fields });
    return serviceId;
  },
});
