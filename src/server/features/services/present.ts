import type { ResponseOf } from "#contract/endpoint.ts";
import type { listServiceAssignments, ServiceView } from "#contract/master-data.ts";
import type { Translate } from "#server/platform/i18n/translate.ts";
import type { AssignmentRow, ServiceRow } from "./queries.ts";

type AssignmentView = ResponseOf<typeof listServiceAssignments>["items"][number];

export const presentService = ({ sortKey: _, ...row }: ServiceRow): ServiceView => row;

export const presentAssignment = (row: AssignmentRow, translate: Translate): AssignmentView => ({
  id: row.id,
  service: { id: row.serviceId, name: row.serviceName },
  subject: row.contactId !== null ? { contactId: row.contactId } : row.companyId !== null ? { companyId: row.companyId } : "everybody",
  subjectName: row.subjectName ?? translate("service.everybody"),
});
