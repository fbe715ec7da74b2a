/** The two web apps as files: `/` portal, `/workspace/` agents; every other address of theirs is answered with their page. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { HttpBindings } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import type { Hono } from "hono";
import { pagePolicy } from "./security-headers.ts";

type Env = { Bindings: Partial<HttpBindings> };

export const webFolder = resolve(import.meta.dirname, "../../../../dist/web");

/** Adds both apps to the API; without a build they answer with one sentence that says how to make one. */
export function serveWebApps(app: Hono<Env>, folder = webFolder): Hono<Env> {
  for (const realm of ["workspace", "portal"] as const) {
    const root = join(folder, realm);
    const prefix = realm === "workspace" ? "/workspace" : "";
    app.use(
      `${prefix}/assets/*`,
      serveStatic({
        root,
        precompressed: true,
        rewriteRequestPath: (path) => path.slice(prefix.length),
        onFound: (_path, c) => c.header("Cache-Control", "public, max-age=31536000, immutable"),
      }),
    );
    app.get(`${prefix}/assets/*`, (c) => c.text("Not found", 404));
    app.get(realm === "workspace" ? "/workspace/*" : "/*", async (c) => {
      const page = join(root, "index.html");
      if (!existsSync(page)) return c.text("The web apps are not built yet. Run: npm start (or: node scripts/setup.cjs --web)", 503);
      c.header("Content-Security-Policy", pagePolicy);
      c.header("Cache-Control", "no-cache");
      return c.html(await readFile(page, "utf8"));
    });
  }
  return app;
}
