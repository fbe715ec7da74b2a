/** A path as it was typed: npm runs scripts in its own folder and says in INIT_CWD where the person was. */
import { resolve } from "node:path";

export const typedPath = (path: string): string => resolve(process.env.npm_lifecycle_event === "pforte" ? (process.env.INIT_CWD ?? ".") : ".", path);
