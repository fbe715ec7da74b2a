/** A company as the API gives it. */
import type { CompanyView } from "#contract/company.ts";
import type { AgentPermission } from "#domain/agent-permissions.ts";
import type { CompanyRow } from "./queries.ts";

export const companyView = (row: CompanyRow, permissions: readonly AgentPermission[]): CompanyView => ({
  id: row.company_id,
  number: row.number,
  name: row.name,
  street: row.street,
  zip: row.zip,
  city: row.city,
  country: row.country,
  url: row.url,
  comment: row.comment,
  shippingAddress: row.shipping_address,
  billingAddress: row.billing_address,
  classification: row.classification,
  territory: row.territory,
  parentId: row.parent_id,
  billedByCompanyId: row.billed_by_company_id,
  language: row.language as CompanyView["language"],
  timeZone: row.time_zone,
  state: row.state as CompanyView["state"],
  portalEnabled: row.portal_enabled,
  ownFields: row.own_fields as CompanyView["ownFields"],
  origin: row.origin as CompanyView["origin"],
  version: row.version,
  createdAt: row.created_at.toISOString(),
  changedAt: row.changed_at.toISOString(),
  can: [...(permissions.includes("company:write") ? (["change"] as const) : []), ...(permissions.includes("access:write") ? (["changeAccess"] as const) : [])],
});
