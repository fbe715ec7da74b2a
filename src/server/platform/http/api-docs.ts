/** `/api/v1/openapi.json` for programs and `/api/docs` for people: one plain page from the same document. */

import type { HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import { html, raw } from "hono/html";
import { API } from "#contract/api.ts";
import type { Endpoint } from "#contract/endpoint.ts";
import { productVersion } from "#server/platform/config/product-version.ts";
import { openApi } from "./openapi.ts";

type Env = { Bindings: Partial<HttpBindings> };

export function serveApiDocs(app: Hono<Env>): void {
  let document: string | undefined;
  app.get("/api/v1/openapi.json", (c) => {
    document ??= JSON.stringify(openApi(API, productVersion));
    c.header("Content-Type", "application/json");
    return c.body(document);
  });
  app.get("/api/docs", (c) => {
    c.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    return c.html(page());
  });
}

function page() {
  const byPath = Map.groupBy(Object.entries(API), ([, endpoint]) => endpoint.path);
  const sections = [...byPath]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, operations]) => html`<section><h2>${path}</h2>${operations.map(([name, endpoint]) => entry(name, endpoint))}</section>`);
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pforte API</title><meta name="viewport" content="width=device-width">
    <style>${raw("body{font:16px/1.5 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}h2{font:600 1rem ui-monospace,monospace;margin:2rem 0 .25rem}p{margin:.25rem 0}code{font:.875rem ui-monospace,monospace}b{display:inline-block;min-width:4rem}")}</style></head>
    <body><h1>Pforte API ${productVersion}</h1><p>Machine-readable: <a href="/api/v1/openapi.json"><code>/api/v1/openapi.json</code></a></p>${sections}</body></html>`;
}

const entry = (name: string, endpoint: Endpoint) =>
  html`<p><b><code>${endpoint.method}</code></b> ${endpoint.summary} <code>(${name}${
    endpoint.policy.realm === "agent" ? `, ${endpoint.policy.permission}` : endpoint.policy.realm === "contact" ? ", contact" : ", anyone"
  })</code></p>`;
