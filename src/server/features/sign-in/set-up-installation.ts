/** The first administrator, by the one-time link that the first start prints (or by the command line). */
import { randomUUIDv7 } from "node:crypto";
import { hashPassword } from "#server/platform/passwords/argon2id.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { deleteUnusedLinks, insertLink, markLinkUsed, setCredential } from "./queries.ts";
import { acceptPassword, usableLink } from "./set-password-by-link.ts";
import { hasAdministrator, insertFirstAdministrator, insertInstallationSetting, lockInstallation, markSetUp } from "./set-up-queries.ts";

export type SetUpInput = {
  /** null: the command line, which needs no link. */
  token: string | null;
  login: string;
  email: string;
  firstName: string;
  lastName: string;
  /** null: the command line, which then prints a link to set it. */
  password: string | null;
  language: "de" | "en";
  installationName?: string | undefined;
  timeZone?: string | undefined;
};

export const setUpInstallation = command({
  name: "sign-in.set-up-installation",
  async run(context, input: SetUpInput): Promise<{ agentId: string; linkToken: string | null }> {
    const { db, now } = context;
    await lockInstallation(db);
    if (input.token !== null) {
      const link = await usableLink(context, "workspace", input.token, true);
      if (link.purpose !== "firstAdministrator") throw new Refusal("link.invalid");
      if (await hasAdministrator(db)) throw new Refusal("setUp.alreadyDone");
      await markLinkUsed(db, link.linkId, now);
    }
    if (input.password !== null) acceptPassword(input.password, { login: input.login, email: input.email, names: [input.firstName, input.lastName] });
    const agentId = randomUUIDv7();
    await insertFirstAdministrator(db, {
      agentId,
      login: input.login,
      email: input.email,
      firstName: input.firstName,
      lastName: input.lastName,
      language: input.language,
    });
    if (input.password !== null) await setCredential(db, { agentId }, { scheme: "argon2id", hash: await hashPassword(input.password) }, now);
    const linkToken = input.password === null ? (await insertLink(db, { agentId }, "invitation", now)).token : null;
    if (input.installationName) await insertInstallationSetting(db, "installation.name", input.installationName, agentId);
    if (input.timeZone) await insertInstallationSetting(db, "timeZone", input.timeZone, agentId);
    if (input.token !== null) await insertInstallationSetting(db, "installation.language", input.language, agentId);
    await markSetUp(db, now);
    await deleteUnusedLinks(db, null);
    context.audit({ event: "sign-in.administrator-created", subject: { kind: "agent", id: agentId } });
    return { agentId, linkToken };
  },
});
