import { launchEmbedded } from "#server/platform/db/embedded/launch.ts";
import { migrate } from "#server/platform/db/migrate.ts";
import { connect, readConsistently } from "#server/platform/db/connect.ts";
import { listCompanies, countCompanies } from "#server/features/companies/queries.ts";
import { listContacts, countContacts } from "#server/features/contacts/queries.ts";
import { listRights, countRights } from "#server/features/rights/queries.ts";
import { sql } from "kysely";
const server = await launchEmbedded({ dataFolder: "/tmp/cc/data", settings: { fsync: "off" } });
await migrate(server.connection);
const { main: db, close } = connect(server.connection);
const q = (text: string) => sql.raw(text).execute(db);
if (((await q("select count(*)::int n from company")).rows[0] as any).n === 0) {
  await q(`insert into company (company_id, number, name, city) select gen_random_uuid(), lpad(i::text, 6, '0'),
    (array['Müller','Schmidt','Becker','Hoffmann','Österreich','Nord','Süd','Alpha','Beta','Gamma'])[1 + i % 10] || ' ' || md5(i::text) || ' GmbH', (array['Berlin','München','Köln','Wien'])[1 + i % 4] from generate_series(1, 100000) i`);
  await q(`insert into contact (contact_id, first_name, last_name, login, email) select gen_random_uuid(), (array['Anna','Bernd','Clara','Dörte'])[1 + i%4], (array['Müller','Schmidt','Becker','Hoffmann'])[1 + (i/4) % 4] || substr(md5(i::text),1,6), 'user'||i, 'user'||i||'@example.com' from generate_series(1, 200000) i`);
  await q(`alter table membership disable trigger user`);
  await q(`insert into membership (membership_id, contact_id, company_id, role_id, is_primary) select gen_random_uuid(), ct.contact_id, co.company_id, '00000000-0000-7000-8000-000000000001', true from (select contact_id, row_number() over () n from contact) ct join (select company_id, row_number() over () n from company) co on co.n = (case when ct.n <= 20000 then 1 else ct.n % 100000 + 1 end)`);
  await q(`insert into access_group (group_id, name) values (gen_random_uuid(), 'Big')`);
  await q(`alter table group_right disable trigger user`);
  await q(`insert into group_right (group_right_id, group_id, company_id, context, can_read) select gen_random_uuid(), g.group_id, c.company_id, 'own', true from access_group g, company c`);
  await q("vacuum analyze");
}
const company = ((await q("select company_id from membership group by 1 order by count(*) desc limit 1")).rows[0] as any).company_id;
const small = ((await q("select company_id from membership group by 1 order by count(*) limit 1")).rows[0] as any).company_id;
const groupId = ((await q("select group_id from access_group where name = 'Big'")).rows[0] as any).group_id;
const time = async (name: string, work: () => Promise<unknown>) => {
  const all: number[] = [];
  for (let i = 0; i < 7; i++) { const s = performance.now(); await work(); all.push(performance.now() - s); }
  console.log(name.padEnd(40), all.map((x) => x.toFixed(1)).join(" "));
};
const page = { sort: "name" as const, limit: 50 };
for (const f of [{}, { q: "m" }, { q: "mu" }, { q: "mül" }, { q: "müller 12" }, { q: "000123" }, { q: "nothing at all" }, { state: "closed" }]) {
  await time(`companies ${JSON.stringify(f)}`, () => listCompanies(db, f, page));
  await time(`  count`, () => countCompanies(db, f, undefined));
}
for (const f of [{}, { q: "a" }, { q: "an" }, { q: "ann" }, { q: "user123456" }, { q: "müller an" }, { companyId: company }, { companyId: company, q: "ann" }, { companyId: small }, { state: "closed" }, {companyId: small, state: "active"}]) {
  await time(`contacts ${JSON.stringify(f)}`, () => listContacts(db, f, page));
  await time(`  count`, () => countContacts(db, f, undefined));
}
await time("rights of a group on 100000", () => listRights(db, { groupId }, {}, { limit: 50 }));
await time("  count", () => countRights(db, { groupId }, {}, undefined));
await close();
await server.stop();
