/** How companies, contacts, memberships, rights and service assignments are written. */
import type { CompanyRecord } from "#domain/take-over/plan-companies.ts";
import type { ContactRecord } from "#domain/take-over/plan-contacts.ts";
import type { MembershipRecord } from "#domain/take-over/plan-memberships.ts";
import type { RightRecord } from "#domain/take-over/plan-rights.ts";
import type { ServiceAssignmentRecord } from "#domain/take-over/plan-services.ts";
import { clearPrimaries, findOtherPrimaries } from "./find-existing.ts";
import type { TableWriter } from "./record-writer.ts";
import { instantText, timeColumns, timesOf } from "./row-times.ts";
import { idOf, type Run } from "./run.ts";
import { existingByColumns, existingByText } from "./writers-master.ts";

export const companyWriter = (run: Run): TableWriter<CompanyRecord> => ({
  name: "company",
  target: "company",
  idColumn: "company_id",
  edits: "version",
  ...timeColumns,
  row: (company) => ({
    number: company.number,
    name: company.name,
    street: company.street,
    zip: company.zip,
    city: company.city,
    country: company.country,
    url: company.url,
    comment: company.comment,
    state: company.state,
    origin: company.origin,
    own_fields: company.ownFields,
    ...timesOf(run, company),
  }),
  existing: existingByText(run, { name: "company", target: "company", idColumn: "company_id", column: "number" }, (company) => company.number),
});

export const contactWriter = (run: Run): TableWriter<ContactRecord> => ({
  name: "contact",
  target: "contact",
  idColumn: "contact_id",
  edits: "version",
  notCompared: timeColumns.notCompared,
  insertOnly: [...timeColumns.insertOnly, "last_sign_in_at"],
  row: (contact) => ({
    title: contact.title,
    first_name: contact.firstName,
    last_name: contact.lastName,
    email: contact.email,
    login: contact.login,
    phone: contact.phone,
    fax: contact.fax,
    mobile: contact.mobile,
    street: contact.street,
    zip: contact.zip,
    city: contact.city,
    country: contact.country,
    comment: contact.comment,
    language: contact.language,
    time_zone: contact.timeZone,
    state: contact.state,
    own_fields: contact.ownFields,
    last_sign_in_at: instantText(contact.lastSignInAt),
    ...timesOf(run, contact),
  }),
  existing: existingByText(run, { name: "contact", target: "contact", idColumn: "contact_id", column: "login" }, (contact) => contact.login),
});

/** `otherPrimaries`: contacts whose primary membership here did not come from this import; theirs stays the primary one. */
export const membershipWriter = (run: Run, roles: { basic: string; advanced: string }, otherPrimaries: ReadonlySet<string>): TableWriter<MembershipRecord> => ({
  name: "membership",
  target: "membership",
  idColumn: "membership_id",
  edits: "version",
  notCompared: ["ends_at"],
  row: (membership) => {
    const contactId = idOf(run, "contact", membership.contactKey);
    const companyId = idOf(run, "company", membership.companyKey);
    if (contactId === null || companyId === null) return null;
    return {
      contact_id: contactId,
      company_id: companyId,
      role_id: roles[membership.role],
      is_primary: membership.primary && !otherPrimaries.has(contactId),
      carries_group_rights: membership.carriesGroupRights,
      keeps_own_tickets: membership.keepsOwnTickets,
      ends_at: membership.keepsOwnTickets ? run.now.toISOString() : null,
    };
  },
  existing: existingByColumns(run, "membership", "membership", "membership_id", ["contact_id", "company_id"]),
  beforeWrite: (db, _inserts, updates) =>
    clearPrimaries(
      db,
      updates.map((membership) => membership.id),
    ),
});

/** Of contacts that were here before: those whose primary membership is not one of the import. */
export const findForeignPrimaries = (run: Run): Promise<Set<string>> => findOtherPrimaries(run.db, [...(run.ids.get("contact")?.values() ?? [])], run.source);

const rightColumns = ["group_id", "contact_id", "company_id", "context", "everybody", "can_read", "can_create", "can_edit", "starts_at", "ends_at"];

export const rightWriter = (run: Run): TableWriter<RightRecord> => ({
  name: "group_right",
  target: "group_right",
  idColumn: "group_right_id",
  edits: "content",
  contentColumns: rightColumns,
  row: ({ subject, groupKey, read, create, edit }) => {
    const groupId = idOf(run, "group", groupKey);
    const contactId = subject.kind === "contact" ? idOf(run, "contact", subject.contactKey) : null;
    const companyId = subject.kind === "company" ? idOf(run, "company", subject.companyKey) : null;
    if (groupId === null || (subject.kind !== "everybody" && contactId === null && companyId === null)) return null;
    return {
      group_id: groupId,
      contact_id: contactId,
      company_id: companyId,
      context: subject.kind === "company" ? subject.context : null,
      everybody: subject.kind === "everybody" ? subject.everybody : null,
      can_read: read,
      can_create: create,
      can_edit: edit,
      starts_at: null,
      ends_at: null,
    };
  },
  existing: existingByColumns(run, "group_right", "group_right", "group_right_id", ["group_id", "contact_id", "company_id", "context", "everybody"]),
});

export const serviceAssignmentWriter = (run: Run): TableWriter<ServiceAssignmentRecord> => ({
  name: "service_assignment",
  target: "service_assignment",
  idColumn: "service_assignment_id",
  edits: "content",
  contentColumns: ["service_id", "contact_id", "company_id", "everybody"],
  row: ({ serviceKey, contactKey }) => {
    const serviceId = idOf(run, "service", serviceKey);
    const contactId = idOf(run, "contact", contactKey);
    if (serviceId === null || (contactKey !== null && contactId === null)) return null;
    return { service_id: serviceId, contact_id: contactId, company_id: null, everybody: contactKey === null };
  },
  existing: existingByColumns(run, "service_assignment", "service_assignment", "service_assignment_id", [
    "service_id",
    "contact_id",
    "company_id",
    "everybody",
  ]),
});
