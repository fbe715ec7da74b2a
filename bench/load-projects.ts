/**
 * Projects, grants, a family and a company that is billed, on top of the reference load: by SQL over what is there, and the same
 * every time, since everything hangs on the ids. Two projects for each company and twenty internal ones, five tasks each; 30 % of
 * the tickets in one of their company's projects, 3 % in an internal one besides; every second contact has a grant.
 */
import type pg from "pg";

/** People whom the paths project, family and billing lead; their logins. */
export const projectPeople = { project: "one.project", sister: "one.sister", billing: "one.billing" } as const;
const basic = "00000000-0000-7000-8000-000000000001";
const advanced = "00000000-0000-7000-8000-000000000002";

/** A number from 0 to 99 that belongs to an id. */
const percent = (id: string, salt: string): string => `(abs(hashtext(${id}::text || '${salt}')) % 100)`;
const idOf = (text: string): string => `md5(${text})::uuid`;

const statements: readonly string[] = [
  `insert into company (company_id, number, name) values (${idOf("'billing'")}, 'billing', 'Billing house') on conflict do nothing`,
  `insert into project (project_id, number, name, company_id)
     select ${idOf("'project' || c.company_id || n")}, c.number || '-' || n, 'Project ' || n || ' of ' || c.name, c.company_id
     from company c cross join generate_series(1, 2) n
   union all select ${idOf("'internal' || n")}, 'INT-' || n, 'Internal project ' || n, null from generate_series(1, 20) n`,
  `insert into task (task_id, project_id, name)
     select ${idOf("'task' || p.project_id || n")}, p.project_id, 'Task ' || n from project p cross join generate_series(1, 5) n`,
  `update company set billed_by_company_id = ${idOf("'billing'")} where number between 'C00200' and 'C00499'`,
  `insert into contact (contact_id, login, first_name, last_name, email)
     select ${idOf("login")}, login, 'Robin', login, login || '@pforte.example' from unnest(array['${Object.values(projectPeople).join("','")}']) login`,
  `insert into credential (credential_id, contact_id, scheme, hash)
     select ${idOf("'credential' || k.contact_id")}, k.contact_id, c.scheme, c.hash from contact k
     cross join (select scheme, hash from credential where contact_id is not null limit 1) c where k.login = any(array['${Object.values(projectPeople).join("','")}'])`,
  `insert into membership (membership_id, contact_id, company_id, role_id, is_primary)
     select ${idOf("'membership' || login")}, ${idOf("login")}, company_id, role_id::uuid, true from (
       select '${projectPeople.project}' as login, company_id, '${basic}' as role_id from company where number = 'giant'
       union all select '${projectPeople.sister}', min(company_id::text)::uuid, '${advanced}' from company
         where parent_id = (select company_id from company where number = 'parent')
       union all select '${projectPeople.billing}', company_id, '${advanced}' from company where number = 'billing') as new_ones`,
  // Whoever is to see tickets of other companies needs a right on their groups.
  `insert into group_right (group_right_id, group_id, contact_id, can_edit)
     select ${idOf("'right' || g.group_id || login")}, g.group_id, ${idOf("login")}, true
     from access_group g cross join unnest(array['${projectPeople.sister}', '${projectPeople.billing}', '${projectPeople.project}']) login`,
  `insert into ticket_project (ticket_project_id, ticket_id, project_id, task_id, is_primary)
     select ${idOf("'pair' || t.ticket_id")}, t.ticket_id, p.project_id,
       case when n = 0 then null else ${idOf("'task' || p.project_id || n")} end, true
     from ticket t
     cross join lateral (select ${idOf(`'project' || t.company_id || (1 + ${percent("t.ticket_id", "which")} % 2)`)} as project_id,
       ${percent("t.ticket_id", "task")} % 6 as n) p
     where ${percent("t.ticket_id", "any")} < 30 and t.company_id is not null`,
  `insert into ticket_project (ticket_project_id, ticket_id, project_id, is_primary)
     select ${idOf("'second' || t.ticket_id")}, t.ticket_id, ${idOf(`'internal' || (1 + ${percent("t.ticket_id", "inner")} % 20)`)}, false
     from ticket t where ${percent("t.ticket_id", "any")} < 3 and t.company_id is not null`,
  `update ticket t set project_id = p.project_id, task_id = p.task_id, more_projects = exists (select from ticket_project s where s.ticket_id = t.ticket_id and not s.is_primary)
     from ticket_project p where p.ticket_id = t.ticket_id and p.is_primary`,
  `insert into project_grant (grant_id, contact_id, project_id, company_id, tasks, scope)
     select ${idOf("'grant' || m.contact_id || m.company_id || n")}, m.contact_id, ${idOf("'project' || m.company_id || n")}, m.company_id,
       case n when 1 then 'all' else 'existing' end, 'gate'
     from membership m cross join generate_series(1, 2) n where ${percent("m.contact_id", "grant")} < 50`,
  `insert into project_grant (grant_id, contact_id, project_id, company_id, tasks, scope)
     select ${idOf("'whole' || k.contact_id")}, k.contact_id, ${idOf("'project' || c.company_id || 1")}, c.company_id, 'all', 'wholeProject'
     from contact k, company c where k.login = '${projectPeople.project}' and c.number = 'giant'`,
  `insert into project_grant_task (grant_id, task_id)
     select g.grant_id, k.task_id from project_grant g join task k on k.project_id = g.project_id where g.tasks = 'existing'`,
];

export const projectTables = ["project", "task", "ticket_project", "project_grant", "project_grant_task"];

/** Without triggers: whoever calls it silences them, and raises the installation's version afterwards. */
export async function fillProjects(client: pg.Client, onProgress: (done: number, total: number) => void): Promise<void> {
  for (const [index, statement] of statements.entries()) {
    onProgress(index, statements.length);
    await client.query(statement);
  }
}
