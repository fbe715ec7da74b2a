/** Types of the tables, made by: npm run schema. */

import type { ColumnType } from "kysely";

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;

export type Int8 = ColumnType<number, bigint | number | string, bigint | number | string>;

export type Json = JsonValue;

export type JsonArray = JsonValue[];

export type JsonObject = {
  [x: string]: JsonValue | undefined;
};

export type JsonPrimitive = boolean | number | string | null;

export type JsonValue = JsonArray | JsonObject | JsonPrimitive;

export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface AccessGroup {
  changed_at: Generated<Timestamp>;
  comment: Generated<string>;
  created_at: Generated<Timestamp>;
  group_id: string;
  name: string;
  /**
   * What a saved matrix must name, so that two administrators do not overwrite each other.
   */
  rights_version: Generated<number>;
  state: Generated<string>;
  valid_from: Generated<Timestamp>;
  version: Generated<number>;
}

export interface Agent {
  agent_id: string;
  changed_at: Generated<Timestamp>;
  created_at: Generated<Timestamp>;
  email: Generated<string>;
  first_name: Generated<string>;
  is_administrator: Generated<boolean>;
  language: string | null;
  last_name: Generated<string>;
  last_sign_in_at: Timestamp | null;
  login: string;
  /**
   * Named permissions beyond tickets, for agents who are not administrators.
   */
  permissions: Generated<string[]>;
  state: Generated<string>;
  time_zone: string | null;
  valid_from: Generated<Timestamp>;
  version: Generated<number>;
}

export interface AgentRight {
  agent_id: string;
  agent_right_id: string;
  can_create: Generated<boolean>;
  can_edit: Generated<boolean>;
  can_read: Generated<boolean>;
  created_at: Generated<Timestamp>;
  group_id: string;
  set_by: string | null;
  valid_from: Generated<Timestamp>;
}

export interface ApiToken {
  agent_id: string;
  api_token_id: string;
  created_at: Generated<Timestamp>;
  expires_at: Timestamp | null;
  last_used_at: Timestamp | null;
  name: string;
  revoked_at: Timestamp | null;
  scopes: string[];
  token_hash: Buffer;
}

export interface Article {
  agent_id: string | null;
  article_id: string;
  author_kind: string;
  author_text: Generated<string>;
  /**
   * As received; cleaned by the server before anybody sees it.
   */
  body_html: string | null;
  body_text: Generated<string>;
  cc_text: Generated<string>;
  channel: Generated<string>;
  contact_id: string | null;
  created_at: Generated<Timestamp>;
  message_id: string | null;
  own_fields: Generated<Json>;
  subject: Generated<string>;
  ticket_id: string;
  to_text: Generated<string>;
  visible: boolean;
}

export interface Attachment {
  article_id: string;
  attachment_id: string;
  content_id: Generated<string>;
  content_type: Generated<string>;
  created_at: Generated<Timestamp>;
  file_hash: Buffer;
  inline: Generated<boolean>;
  name: string;
  size_bytes: Int8;
  ticket_id: string;
}

export interface AuditEvent {
  actor_id: string | null;
  actor_kind: string;
  after: Json | null;
  at: Generated<Timestamp>;
  audit_event_id: string;
  before: Json | null;
  company_id: string | null;
  contact_id: string | null;
  correlation_id: string;
  event: string;
  reason: Generated<string>;
  subject_id: string | null;
  subject_kind: string;
}

export interface Category {
  category_id: string;
  changed_at: Generated<Timestamp>;
  comment: Generated<string>;
  /**
   * Its tickets are confidential (gate confidential).
   */
  confidential: Generated<boolean>;
  created_at: Generated<Timestamp>;
  name: string;
  state: Generated<string>;
  valid_from: Generated<Timestamp>;
  version: Generated<number>;
}

export interface Company {
  access_version: Generated<Int8>;
  billed_by_company_id: string | null;
  billing_address: Generated<string>;
  changed_at: Generated<Timestamp>;
  city: Generated<string>;
  classification: Generated<string>;
  comment: Generated<string>;
  company_id: string;
  country: Generated<string>;
  created_at: Generated<Timestamp>;
  language: string | null;
  name: string;
  /**
   * What people read ("Kunden#"): any text, unique without case.
   */
  number: string;
  /**
   * madeByImport: a number that a person carried in the old system without a record of its own.
   */
  origin: Generated<string>;
  own_fields: Generated<Json>;
  parent_id: string | null;
  /**
   * ATK-02: off shuts its memberships; other memberships of the same people go on.
   */
  portal_enabled: Generated<boolean>;
  /**
   * Number, name and city, folded: what search looks in.
   */
  search_text: Generated<string>;
  shipping_address: Generated<string>;
  /**
   * The name, folded: the order of lists by name.
   */
  sort_name: Generated<string>;
  state: Generated<string>;
  street: Generated<string>;
  territory: Generated<string>;
  time_zone: string | null;
  url: Generated<string>;
  valid_from: Generated<Timestamp>;
  version: Generated<number>;
  zip: Generated<string>;
}

export interface Contact {
  /**
   * Raised by every write that changes this contact's own access; commands lock it for share.
   */
  access_version: Generated<Int8>;
  changed_at: Generated<Timestamp>;
  city: Generated<string>;
  comment: Generated<string>;
  contact_id: string;
  country: Generated<string>;
  created_at: Generated<Timestamp>;
  email: Generated<string>;
  fax: Generated<string>;
  first_name: Generated<string>;
  language: string | null;
  last_name: Generated<string>;
  last_sign_in_at: Timestamp | null;
  /**
   * User name, unique without case; null: no sign-in (ZEP-01).
   */
  login: string | null;
  mobile: Generated<string>;
  own_fields: Generated<Json>;
  phone: Generated<string>;
  /**
   * Name, login and e-mail, folded: what search looks in.
   */
  search_text: Generated<string>;
  /**
   * Last name and first name, folded: the order of lists by name.
   */
  sort_name: Generated<string>;
  /**
   * suspended = "ungültig-temporär", closed = "ungültig" (OLD-02).
   */
  state: Generated<string>;
  street: Generated<string>;
  time_zone: string | null;
  title: Generated<string>;
  valid_from: Generated<Timestamp>;
  version: Generated<number>;
  zip: Generated<string>;
}

export interface Credential {
  agent_id: string | null;
  changed_at: Generated<Timestamp>;
  contact_id: string | null;
  credential_id: string;
  hash: string;
  scheme: string;
}

export interface FactHistory {
  row: Json;
  row_id: string;
  table_name: string;
  valid_from: Timestamp;
  valid_to: Timestamp;
}

export interface GroupRight {
  can_create: Generated<boolean>;
  can_edit: Generated<boolean>;
  can_read: Generated<boolean>;
  company_id: string | null;
  contact_id: string | null;
  /**
   * own: for tickets that its people reach; others: path partner (OTRS "Other Customers").
   */
  context: string | null;
  created_at: Generated<Timestamp>;
  ends_at: Timestamp | null;
  /**
   * contact: every contact (CustomerGroupAlwaysGroups); company: every contact with a membership that carries group rights (CustomerGroupCompanyAlwaysGroups).
   */
  everybody: string | null;
  group_id: string;
  group_right_id: string;
  set_by: string | null;
  starts_at: Timestamp | null;
  valid_from: Generated<Timestamp>;
}

export interface IdempotencyKey {
  body_hash: Buffer;
  created_at: Generated<Timestamp>;
  key: string;
  path: string;
  principal: string;
  response: Json | null;
  status: number;
}

export interface ImportKey {
  imported_at: Generated<Timestamp>;
  row_hash: Buffer;
  row_key: string;
  source: string;
  table_name: string;
  target_id: string;
  target_version: Generated<number>;
}

export interface ImportRun {
  finished_at: Timestamp | null;
  import_run_id: string;
  report: Json | null;
  source: string;
  started_at: Generated<Timestamp>;
}

export interface Installation {
  /**
   * Raised by every write that may change anybody's access (queue, group, role, everybody rights, switches).
   */
  access_version: Generated<Int8>;
  installation_id: Generated<string>;
  one: Generated<boolean>;
  /**
   * When the first administrator was created; null asks for the one-time link.
   */
  set_up_at: Timestamp | null;
}

export interface KnownDevice {
  account_key: string;
  device_hash: Buffer;
  last_seen_at: Generated<Timestamp>;
}

export interface LinkToken {
  agent_id: string | null;
  contact_id: string | null;
  created_at: Generated<Timestamp>;
  expires_at: Timestamp;
  link_token_id: string;
  purpose: string;
  token_hash: Buffer;
  used_at: Timestamp | null;
}

export interface ListColumns {
  agent_id: string;
  /**
   * null: those of the list.
   */
  columns: string[] | null;
  list: string;
  /**
   * Views in the order in which they stand; the others follow by name.
   */
  view_order: Generated<string[]>;
}

export interface Membership {
  /**
   * false: an excluded primary (OTR-03): the company's group rights do not reach this person.
   */
  carries_group_rights: Generated<boolean>;
  changed_at: Generated<Timestamp>;
  company_id: string;
  contact_id: string;
  created_at: Generated<Timestamp>;
  ends_at: Timestamp | null;
  /**
   * Always set: without an end it would be the role.
   */
  for_a_time_ends_at: Timestamp | null;
  /**
   * The role that holds instead in [for_a_time_starts_at, for_a_time_ends_at).
   */
  for_a_time_role_id: string | null;
  /**
   * Null: at once.
   */
  for_a_time_starts_at: Timestamp | null;
  is_primary: Generated<boolean>;
  /**
   * Once ended: own tickets there stay visible (access-model, "Moves").
   */
  keeps_own_tickets: Generated<boolean>;
  membership_id: string;
  /**
   * The lasting role: before and after one for a time.
   */
  role_id: string;
  sees_since: Timestamp | null;
  /**
   * The agent who last set it; null: import or command line.
   */
  set_by: string | null;
  starts_at: Timestamp | null;
  valid_from: Generated<Timestamp>;
  version: Generated<number>;
}

export interface NumberCounter {
  counter_key: string;
  last_value: Int8;
}

export interface OutboxMail {
  agent_id: string | null;
  attempts: Generated<number>;
  body_text: string;
  contact_id: string | null;
  created_at: Generated<Timestamp>;
  kind: string;
  last_error: Generated<string>;
  mail_id: string;
  sent_at: Timestamp | null;
  /**
   * kept: no SMTP server is configured; administrators read it here.
   */
  state: Generated<string>;
  subject: string;
  to_address: string;
}

export interface OwnField {
  changed_at: Generated<Timestamp>;
  config: Generated<Json>;
  created_at: Generated<Timestamp>;
  field_type: Generated<string>;
  /**
   * For good: what values stand under, and what programs call the field.
   */
  key: string;
  /**
   * What people read, per language; absent: the name.
   */
  labels: Generated<Json>;
  /**
   * What people call it; empty: the key.
   */
  name: Generated<string>;
  /**
   * Of a choice: [{value, label}] in the order in which they are offered.
   */
  options: Generated<Json>;
  own_field_id: string;
  rank: Generated<number>;
  /**
   * Contacts who see a ticket see this of it; off: for agents alone.
   */
  shown_to_contacts: Generated<boolean>;
  state: Generated<string>;
  subject: string;
  version: Generated<number>;
}

export interface Participant {
  added_by: string | null;
  added_by_kind: string;
  company_id: string | null;
  contact_id: string | null;
  created_at: Generated<Timestamp>;
  level: string;
  participant_id: string;
  ticket_id: string;
  valid_from: Generated<Timestamp>;
}

export interface PortalRole {
  assignable_by_manager: Generated<boolean>;
  changed_at: Generated<Timestamp>;
  confidential: Generated<boolean>;
  create_for_subsidiaries: Generated<boolean>;
  created_at: Generated<Timestamp>;
  /**
   * Its people are desk users: where a company shows tickets of its parent and sisters to desk users only, to them.
   */
  is_desk: Generated<boolean>;
  manages_people: Generated<boolean>;
  name: string;
  role_id: string;
  scope: string;
  system_key: string | null;
  valid_from: Generated<Timestamp>;
  verbs: string[];
  version: Generated<number>;
}

export interface Priority {
  is_default: Generated<boolean>;
  /**
   * What people read, per language: {"de": "...", "en": "..."}; absent: the name.
   */
  labels: Generated<Json>;
  name: string;
  priority_id: string;
  rank: number;
  state: Generated<string>;
  version: Generated<number>;
}

export interface Project {
  changed_at: Generated<Timestamp>;
  comment: Generated<string>;
  company_id: string | null;
  created_at: Generated<Timestamp>;
  /**
   * Last day of its run time.
   */
  ends_on: Timestamp | null;
  internal: Generated<boolean>;
  name: string;
  number: string;
  /**
   * Null: nothing is planned.
   */
  planned_minutes: number | null;
  project_id: string;
  /**
   * First day of its run time; null: open on that side.
   */
  starts_on: Timestamp | null;
  /**
   * closed: stays readable and is not offered for new requests.
   */
  state: Generated<string>;
  valid_from: Generated<Timestamp>;
  version: Generated<number>;
}

export interface ProjectGrant {
  changed_at: Generated<Timestamp>;
  /**
   * The project's company; null: an internal project.
   */
  company_id: string | null;
  contact_id: string;
  created_at: Generated<Timestamp>;
  ends_at: Timestamp | null;
  grant_id: string;
  /**
   * Which worked hours it shows on the tickets that it covers.
   */
  hours: Generated<string>;
  internal: Generated<boolean>;
  project_id: string;
  read_only: Generated<boolean>;
  /**
   * gate: opens the gate project only; withoutContact: leads to tickets without a contact; wholeProject: leads to all tickets of the covered tasks.
   */
  scope: Generated<string>;
  sees_since: Timestamp | null;
  set_by: string | null;
  starts_at: Timestamp | null;
  /**
   * all: also later ones, and tickets without a task; existing: a frozen list, and tickets without a task; named: just these.
   */
  tasks: string;
  valid_from: Generated<Timestamp>;
  version: Generated<number>;
}

export interface ProjectGrantTask {
  grant_id: string;
  project_grant_task_id: Generated<string>;
  task_id: string;
  valid_from: Generated<Timestamp>;
}

export interface ProjectMember {
  agent_id: string;
  project_id: string;
}

export interface Queue {
  changed_at: Generated<Timestamp>;
  comment: Generated<string>;
  confidential: Generated<boolean>;
  created_at: Generated<Timestamp>;
  /**
   * What an answer to a closed ticket does: reopens it, is refused, or asks for a new ticket.
   */
  follow_up: Generated<string>;
  group_id: string;
  name: string;
  queue_id: string;
  state: Generated<string>;
  valid_from: Generated<Timestamp>;
  version: Generated<number>;
}

export interface RecentChange {
  /**
   * Null: it may touch every list of tickets.
   */
  touched: string | null;
  /**
   * Which snapshots see the change.
   */
  transaction_id: Generated<string>;
  written_at: Generated<Timestamp>;
}

export interface RecentChangeFloor {
  /**
   * The transaction that emptied it last: whoever sees that, sees all that was forgotten.
   */
  forgotten_by: string;
  forgotten_through: string;
  only_row: Generated<boolean>;
}

export interface SavedView {
  /**
   * What stands behind the ? of the list's address, as texts.
   */
  address: Generated<Json>;
  agent_id: string;
  changed_at: Generated<Timestamp>;
  /**
   * Keys of the shown columns in order; null: those of the list.
   */
  columns: string[] | null;
  created_at: Generated<Timestamp>;
  /**
   * Name of the list: tickets, contacts, …
   */
  list: string;
  name: string;
  /**
   * All agents see it; what it lists each of them, each one's rights decide.
   */
  shared: Generated<boolean>;
  version: Generated<number>;
  view_id: string;
}

export interface Service {
  /**
   * What a saved matrix must name, so that two administrators do not overwrite each other.
   */
  assignments_version: Generated<number>;
  changed_at: Generated<Timestamp>;
  comment: Generated<string>;
  created_at: Generated<Timestamp>;
  name: string;
  service_id: string;
  state: Generated<string>;
  version: Generated<number>;
}

export interface ServiceAssignment {
  company_id: string | null;
  contact_id: string | null;
  created_at: Generated<Timestamp>;
  everybody: Generated<boolean>;
  service_assignment_id: string;
  service_id: string;
  set_by: string | null;
  valid_from: Generated<Timestamp>;
}

export interface Session {
  agent_id: string | null;
  client: Generated<string>;
  contact_id: string | null;
  created_at: Generated<Timestamp>;
  expires_at: Timestamp;
  last_seen_at: Generated<Timestamp>;
  network: Generated<string>;
  session_id: string;
  token_hash: Buffer;
}

export interface Setting {
  company_id: string | null;
  contact_id: string | null;
  set_by: string | null;
  setting_id: string;
  setting_key: string;
  valid_from: Generated<Timestamp>;
  value: Json;
}

export interface SignInBrake {
  brake_key: string;
  failures: number;
  since: Timestamp;
}

export interface SignInEvent {
  agent_id: string | null;
  at: Generated<Timestamp>;
  client: Generated<string>;
  contact_id: string | null;
  network: Generated<string>;
  outcome: string;
  realm: string;
  sign_in_event_id: string;
}

export interface StatusStep {
  /**
   * Which agents who may change the ticket; null: none. Administrators are always among them.
   */
  agents: string | null;
  /**
   * Contacts, as far as their verbs reach.
   */
  contacts: Generated<boolean>;
  from_status_id: string;
  to_status_id: string;
}

export interface StoredFile {
  created_at: Generated<Timestamp>;
  file_hash: Buffer;
  size_bytes: Int8;
}

export interface Subtask {
  assignee_id: string | null;
  changed_at: Generated<Timestamp>;
  comment: Generated<string>;
  created_at: Generated<Timestamp>;
  done_at: Timestamp | null;
  due_on: Timestamp | null;
  /**
   * Null: nothing is planned.
   */
  planned_minutes: number | null;
  /**
   * Its place among those of the ticket.
   */
  rank: number;
  /**
   * Taken away, and can be brought back; hours that were booked on it still name it.
   */
  removed_at: Timestamp | null;
  starts_on: Timestamp | null;
  state: Generated<string>;
  subject: string;
  subtask_id: string;
  ticket_id: string;
  version: Generated<number>;
}

export interface Tag {
  changed_at: Generated<Timestamp>;
  created_at: Generated<Timestamp>;
  name: string;
  removed_at: Timestamp | null;
  tag_id: string;
  version: Generated<number>;
}

export interface Task {
  changed_at: Generated<Timestamp>;
  created_at: Generated<Timestamp>;
  name: string;
  parent_id: string | null;
  /**
   * Null: nothing is planned.
   */
  planned_minutes: number | null;
  project_id: string;
  state: Generated<string>;
  task_id: string;
  valid_from: Generated<Timestamp>;
  version: Generated<number>;
}

export interface Ticket {
  archived: Generated<boolean>;
  assignee_id: string | null;
  changed_at: Generated<Timestamp>;
  closed_at: Timestamp | null;
  company_id: string | null;
  /**
   * Company as the old system wrote it, where no company of that number exists.
   */
  company_text: Generated<string>;
  /**
   * The ticket's own mark; its queue's mark counts as well (gate confidential).
   */
  confidential: Generated<boolean>;
  contact_id: string | null;
  /**
   * Sender as written (a mail address, a login of an unknown person), where no contact is known.
   */
  contact_text: Generated<string>;
  created_at: Generated<Timestamp>;
  /**
   * The customer's own number of what it is about: of an order, an incident.
   */
  customer_reference: Generated<string>;
  /**
   * Until when the provider wants to be done; only an open ticket is overdue. Contacts see it as the view says.
   */
  due_at: Timestamp | null;
  merged_into_id: string | null;
  /**
   * It has pairs beside the copied one. Written by a trigger on ticket_project.
   */
  more_projects: Generated<boolean>;
  number: string;
  own_fields: Generated<Json>;
  /**
   * Of a ticket that waits: when it comes back, or is closed by itself (ticket_status.closes_to_id). Internal.
   */
  pending_until: Timestamp | null;
  priority_id: string;
  /**
   * Copy of the primary pair (else of any other); null: the ticket has no project. Written by a trigger on ticket_project.
   */
  project_id: string | null;
  queue_id: string;
  /**
   * When it came back; null again once it no longer waits.
   */
  reminded_at: Timestamp | null;
  service_id: string | null;
  /**
   * open, closed or gone (removed, merged): what list indexes are split by.
   */
  state_class: Generated<string>;
  status_id: string;
  status_type: string;
  subject: string;
  task_id: string | null;
  ticket_id: string;
  valid_from: Generated<Timestamp>;
  version: Generated<number>;
}

export interface TicketCategory {
  category_id: string;
  ticket_category_id: string;
  ticket_id: string;
  valid_from: Generated<Timestamp>;
}

export interface TicketLink {
  created_at: Generated<Timestamp>;
  created_by: string;
  from_id: string;
  kind: string;
  ticket_link_id: string;
  to_id: string;
}

export interface TicketMerge {
  /**
   * Projects that the target was given as secondary ones, because hours were booked on them.
   */
  added_pairs: Generated<Json>;
  agent_id: string;
  former_closed_at: Timestamp | null;
  former_status_id: string;
  /**
   * Of these hours, those that contacts saw and that became internal, because others read the target.
   */
  hidden_time_entry_ids: Generated<string[]>;
  merged_at: Timestamp;
  /**
   * The participation in the target that its requester was given; may be gone since.
   */
  participant_id: string | null;
  /**
   * What went to the target, and comes back when the merge is undone.
   */
  subtask_ids: Generated<string[]>;
  target_id: string;
  ticket_id: string;
  ticket_merge_id: string;
  time_entry_ids: Generated<string[]>;
  undone_at: Timestamp | null;
}

export interface TicketOwnValue {
  own_field_id: string;
  ticket_id: string;
  /**
   * Folded; the first 200 characters. Of several values one row each.
   */
  value: string;
}

export interface TicketProject {
  created_at: Generated<Timestamp>;
  is_primary: Generated<boolean>;
  project_id: string;
  task_id: string | null;
  ticket_id: string;
  ticket_project_id: string;
  valid_from: Generated<Timestamp>;
}

export interface TicketSearch {
  company_id: string | null;
  contact_id: string | null;
  internal_text: string | null;
  ticket_id: string;
  visible_text: string;
}

export interface TicketStatus {
  /**
   * Whoever sets it becomes the assignee if nobody is (ZEP: in process).
   */
  assigns: Generated<boolean>;
  /**
   * Of type pending: what the ticket becomes when its time has come; null: it is only reminded of.
   */
  closes_to_id: string | null;
  /**
   * Whoever sets it says why.
   */
  comment_required: Generated<boolean>;
  is_default_of_type: Generated<boolean>;
  labels: Generated<Json>;
  /**
   * Billed, for instance: nothing of the ticket changes any more until an administrator takes it out.
   */
  locks: Generated<boolean>;
  name: string;
  rank: Generated<number>;
  state: Generated<string>;
  status_id: string;
  status_type: string;
  /**
   * Where a contact's verdict leads; none: the default of type closed (accepted) or open (rejected).
   */
  verdict: string | null;
  version: Generated<number>;
}

export interface TicketTag {
  tag_id: string;
  ticket_id: string;
}

export interface TicketWriter {
  agent_id: string;
  seen_at: Timestamp;
  ticket_id: string;
  /**
   * An answer that contacts will read; else an internal note.
   */
  visible: boolean;
}

export interface TimeEntry {
  agent_id: string;
  billable: boolean;
  /**
   * It stands on a bill: nothing of it changes any more.
   */
  billed: Generated<boolean>;
  changed_at: Generated<Timestamp>;
  comment: Generated<string>;
  created_at: Generated<Timestamp>;
  day: Timestamp;
  minutes: number;
  project_id: string | null;
  /**
   * Minutes after midnight of the day; null: only the duration is known.
   */
  starts_minute: number | null;
  subtask_id: string | null;
  task_id: string | null;
  ticket_id: string;
  time_entry_id: string;
  version: Generated<number>;
  /**
   * Contacts may see it, as far as their view shows worked hours; else internal.
   */
  visible: boolean;
}

export interface Upload {
  agent_id: string | null;
  contact_id: string | null;
  content_type: Generated<string>;
  created_at: Generated<Timestamp>;
  file_hash: Buffer;
  name: string;
  size_bytes: Int8;
  upload_id: string;
}

export interface Workflow {
  is_only: Generated<boolean>;
  version: Generated<number>;
}

export interface DB {
  access_group: AccessGroup;
  agent: Agent;
  agent_right: AgentRight;
  api_token: ApiToken;
  article: Article;
  attachment: Attachment;
  audit_event: AuditEvent;
  category: Category;
  company: Company;
  contact: Contact;
  credential: Credential;
  fact_history: FactHistory;
  group_right: GroupRight;
  idempotency_key: IdempotencyKey;
  import_key: ImportKey;
  import_run: ImportRun;
  installation: Installation;
  known_device: KnownDevice;
  link_token: LinkToken;
  list_columns: ListColumns;
  membership: Membership;
  number_counter: NumberCounter;
  outbox_mail: OutboxMail;
  own_field: OwnField;
  participant: Participant;
  portal_role: PortalRole;
  priority: Priority;
  project: Project;
  project_grant: ProjectGrant;
  project_grant_task: ProjectGrantTask;
  project_member: ProjectMember;
  queue: Queue;
  recent_change: RecentChange;
  recent_change_floor: RecentChangeFloor;
  saved_view: SavedView;
  service: Service;
  service_assignment: ServiceAssignment;
  session: Session;
  setting: Setting;
  sign_in_brake: SignInBrake;
  sign_in_event: SignInEvent;
  status_step: StatusStep;
  stored_file: StoredFile;
  subtask: Subtask;
  tag: Tag;
  task: Task;
  ticket: Ticket;
  ticket_category: TicketCategory;
  ticket_link: TicketLink;
  ticket_merge: TicketMerge;
  ticket_own_value: TicketOwnValue;
  ticket_project: TicketProject;
  ticket_search: TicketSearch;
  ticket_status: TicketStatus;
  ticket_tag: TicketTag;
  ticket_writer: TicketWriter;
  time_entry: TimeEntry;
  upload: Upload;
  workflow: Workflow;
}
