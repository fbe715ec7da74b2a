/** The API described for other programs: OpenAPI 3.1 made from the contract, nothing written by hand. */

import { z } from "zod";
import type { Endpoint } from "#contract/endpoint.ts";
import { ERRORS } from "#contract/errors.ts";

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: "input" | "output"): Json => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
  return json;
};

/** The whole document. `operations` by operation id. */
export function openApi(operations: Readonly<Record<string, Endpoint>>, version: string): Json {
  const paths: Record<string, Json> = {};
  for (const [operationId, endpoint] of Object.entries(operations)) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operation(operationId, endpoint) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Pforte",
      version,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      description:
        "`/api/v1/…` acts as an agent, `/api/v1/portal/…` as a contact; a session of one realm is nobody in the other. Lists are keyset-paged; errors are RFC 9457 problem details with a stable `code`.",
    },
    paths,
    components: {
      securitySchemes: {
        agentToken: { type: "http", scheme: "bearer", description: "An API token of an agent" },
        agentSession: { type: "apiKey", in: "cookie", name: "pforte_workspace" },
        contactSession: { type: "apiKey", in: "cookie", name: "pforte_portal" },
      },
      schemas: { Problem: problemSchema },
    },
  };
}

function operation(operationId: string, endpoint: Endpoint): Json {
  const { policy } = endpoint;
  const security = policy.realm === "agent" ? [{ agentToken: [] }, { agentSession: [] }] : policy.realm === "contact" ? [{ contactSession: [] }] : [];
  return {
    operationId,
    summary: endpoint.summary,
    tags: [endpoint.path.split("/")[endpoint.path.startsWith("/api/v1/portal/") ? 4 : endpoint.path.startsWith("/api/") ? 3 : 1] ?? ""],
    security,
    ...(policy.realm === "agent" && policy.permission !== "signedIn" ? { "x-permission": policy.permission } : {}),
    parameters: [
      ...parameters(endpoint.params, "path"),
      ...parameters(endpoint.query, "query"),
      ...(endpoint.idempotent && endpoint.takes === "json" ? [idempotencyKey] : []),
    ],
    ...requestBody(endpoint),
    responses: responses(endpoint),
  };
}

function parameters(shape: z.ZodObject, where: "path" | "query"): Json[] {
  const { properties = {}, required = [] } = schemaOf(shape, "input") as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: where, required: where === "path" || required.includes(name), schema }));
}

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  schema: { type: "string", maxLength: 200 },
  description: "The same key within 24 hours gives the same answer",
};

function requestBody(endpoint: Endpoint): Json {
  if (endpoint.takes === "bytes")
    return { requestBody: { required: true, content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } } } };
  if (endpoint.body instanceof z.ZodUndefined) return {};
  return { requestBody: { required: true, content: { "application/json": { schema: schemaOf(endpoint.body, "input") } } } };
}

function responses(endpoint: Endpoint): Json {
  const success: Json =
    endpoint.gives === "file"
      ? { description: "The file", content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } } }
      : endpoint.gives === "events"
        ? { description: "Server-sent events until somebody ends them", content: { "text/event-stream": { schema: schemaOf(endpoint.response, "output") } } }
        : endpoint.response instanceof z.ZodUndefined
          ? { description: "Done" }
          : { description: "Done", content: { "application/json": { schema: schemaOf(endpoint.response, "output") } } };
  const byStatus = Map.groupBy(endpoint.errors, (code) => ERRORS[code]);
  const refusals = [...byStatus].map(([status, codes]) => [
    String(status),
    {
      description: codes.map((code) => `\`${code}\``).join(", "),
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    },
  ]);
  return { [endpoint.status]: success, ...Object.fromEntries(refusals) };
}

const problemSchema = {
  type: "object",
  required: ["type", "title", "status", "code"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", enum: Object.keys(ERRORS) },
    errors: { type: "array", items: { type: "object", properties: { path: { type: "string" }, code: { type: "string" }, message: { type: "string" } } } },
    retryAfterSeconds: { type: "integer" },
  },
};
