/** Settings of the installation and of companies, with meaning, default and origin. */
import * as contract from "#contract/administration.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { type Ask, type Route, route } from "#server/platform/http/route.ts";
import { found } from "#server/platform/refusal.ts";
import { changeSettings } from "./change-settings.ts";
import { presentSettings } from "./present.ts";
import { findCompanyId, findContactPlace, findDoneSteps, findSettingRows, resolveFor } from "./queries.ts";

const installationSettings = (ask: Ask) => async (db: Queryable) => presentSettings(await findSettingRows(db, {}), "installation", ask.translate);
const companySettings = (ask: Ask, companyId: string) => async (db: Queryable) =>
  presentSettings(await findSettingRows(db, { companyId: found(await findCompanyId(db, companyId)) }), "company", ask.translate);
const contactSettings = (ask: Ask, contactId: string) => async (db: Queryable) =>
  presentSettings(await findSettingRows(db, found(await findContactPlace(db, contactId))), "contact", ask.translate);

export const routes: readonly Route[] = [
  route(contract.listSettings, (ask) => ask.read(installationSettings(ask))),
  route(contract.changeSettings, (ask, { body }) => ask.run(changeSettings, { ...body, companyId: null }, installationSettings(ask))),
  route(contract.getFirstSteps, (ask) =>
    ask.read(async (db) => {
      const done = await findDoneSteps(db);
      const isOpen = Object.values(done).includes(false);
      return { ...done, shown: isOpen && (await resolveFor(db, "installation.firstSteps")), mailServer: ask.kernel.config.smtpUrl !== null };
    }),
  ),
  route(contract.listCompanySettings, (ask, { params }) => ask.read(companySettings(ask, params.id))),
  route(contract.changeCompanySettings, (ask, { params, body }) => ask.run(changeSettings, { ...body, companyId: params.id }, companySettings(ask, params.id))),
  route(contract.listContactSettings, (ask, { params }) => ask.read(contactSettings(ask, params.id))),
  route(contract.changeContactSettings, (ask, { params, body }) =>
    ask.run(changeSettings, { ...body, companyId: null, contactId: params.id }, contactSettings(ask, params.id)),
  ),
];
