/**
 * Builds the two web apps, each on its own so that no workspace code reaches a contact:
 * `vite build --mode portal` and `--mode workspace` (scripts/setup.cjs --web does both); `vite --mode workspace` serves one for development (the API from port 8080).
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin, type UserConfig } from "vite";

const here = import.meta.dirname;
const locales = resolve(here, "locales");

type App = {
  name: "portal" | "workspace";
  base: string;
  port: number;
  /** Keys of the sentences that it reads. */
  sentences: RegExp;
  /** Whether it gets the contract's schemas (and with them zod, a quarter of the contacts' script). */
  schemas: boolean;
};
const apps: readonly App[] = [
  { name: "portal", base: "/", port: 5173, sentences: /^(ui|portal|error|field|next|access)\./, schemas: false },
  { name: "workspace", base: "/workspace/", port: 5174, sentences: /./, schemas: true },
];
const entryOf = (app: App) => resolve(here, "src/web", app.name, "index.html");

/** Leaves in `locales/*.json` only the sentences that the app reads. */
const sentencesOf = (app: App): Plugin => ({
  name: "pforte-sentences",
  enforce: "pre",
  load(id) {
    const path = id.split("?")[0] ?? id;
    if (resolve(path, "..") !== locales || !path.endsWith(".json")) return null;
    this.addWatchFile(path);
    const all = JSON.parse(readFileSync(path, "utf8")) as Record<string, string>;
    return JSON.stringify(Object.fromEntries(Object.entries(all).filter(([key]) => app.sentences.test(key))));
  },
});

/**
 * The contract without its schemas, for an app that checks nothing itself: an endpoint is then only its method and path, and
 * endpoints that the app does not call fall away. Whoever tries to use a schema there gets an error.
 */
const withoutSchemas = (): Plugin => ({
  name: "pforte-without-schemas",
  enforce: "pre",
  resolveId: (id) => (id === "zod" ? "\0no-schemas" : null),
  load: (id) => (id === "\0no-schemas" ? noSchemas : null),
});
const noSchemas = `
const refuse = (name) => { throw new Error("schemas are not in this app: " + name); };
export const z = new Proxy(() => z, {
  get: (_, name) => (/^(safe)?(parse|decode|encode)(Async)?$|^options$/.test(String(name)) ? refuse(String(name)) : z),
  apply: () => z,
  ownKeys: () => [],
  getOwnPropertyDescriptor: () => undefined,
});`;
/** Makers of schemas and endpoints: calls of them whose result nobody reads may go. */
const contractMakers = ["z", "get", "post", "put", "patch", "del", "agent", "listOf", "oneOrMore", "named", "page", "sessionView"];

/** Beside each script and style its compressed forms, so that the server compresses nothing while people wait. */
const compressed = (): Plugin => ({
  name: "pforte-compressed",
  apply: "build",
  writeBundle(options, bundle) {
    for (const file of Object.values(bundle)) {
      if (options.dir === undefined || !/\.(js|css|svg)$/.test(file.fileName)) continue;
      const path = resolve(options.dir, file.fileName);
      const content = readFileSync(path);
      if (content.length < 1000) continue;
      writeFileSync(`${path}.br`, brotliCompressSync(content));
      writeFileSync(`${path}.gz`, gzipSync(content));
    }
  },
});

const configOf = (app: App): UserConfig => ({
  root: resolve(here, "src/web", app.name),
  base: app.base,
  publicDir: false,
  cacheDir: resolve(here, "node_modules/.vite", app.name),
  plugins: [react(), sentencesOf(app), compressed(), ...(app.schemas ? [] : [withoutSchemas()])],
  json: { stringify: true, namedExports: false },
  server: { port: app.port, strictPort: true, fs: { allow: [here] }, proxy: { "/api": "http://127.0.0.1:8080" } },
  build: {
    outDir: resolve(here, "dist/web", app.name),
    emptyOutDir: true,
    // Nothing as `data:`: the pages are served with a strict policy.
    assetsInlineLimit: 0,
    target: "es2023",
    rolldownOptions: {
      input: entryOf(app),
      ...(app.schemas ? {} : { treeshake: { manualPureFunctions: contractMakers } }),
      output: {
        entryFileNames: "assets/[name]-[hash].js",
        // Every sentence file and page is a chunk of its own; the name tells which.
        chunkFileNames: (chunk) => `assets/${basename(chunk.name, ".json")}-[hash].js`,
      },
    },
  },
});

export default defineConfig(({ mode, command }) => {
  const app = apps.find((one) => one.name === mode) ?? (command === "serve" ? apps[0] : undefined);
  if (!app) throw new Error(`Name one app: vite build --mode ${apps.map((one) => one.name).join(" or --mode ")}`);
  return configOf(app);
});
