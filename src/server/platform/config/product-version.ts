/** The version of this Pforte, as package.json says. */
import manifest from "#package.json" with { type: "json" };

export const productVersion: string = manifest.version;
