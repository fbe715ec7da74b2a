/** Every way in which Pforte refuses: a closed list of codes, each with its HTTP status. Sentences: locales, `error.<code>`. */
export const ERRORS = {
  "request.malformed": 400,
  "request.invalid": 400,
  "request.contentType": 415,
  "request.tooLarge": 413,
  "request.cursor": 400,
  "request.crossSite": 403,
  "request.notFound": 404,
  "request.tooMany": 429,
  "request.idempotencyMismatch": 409,
  "session.required": 401,
  "permission.missing": 403,
  "record.notFound": 404,
  "record.versionStale": 409,
  "record.unknownReference": 422,
  "signIn.failed": 401,
  "signIn.tooManyTries": 429,
  "link.invalid": 422,
  "link.expired": 422,
  "link.used": 422,
  "password.unacceptable": 422,
  "password.wrongCurrent": 422,
  "company.numberTaken": 409,
  "company.ownParent": 422,
  "contact.loginTaken": 409,
  "contact.needsCompany": 422,
  "contact.noEmail": 422,
  "contact.alreadySignsIn": 409,
  "contact.noSignIn": 422,
  "contact.notActive": 422,
  "membership.endBeforeStart": 422,
  "membership.isPrimary": 422,
  "membership.lastOne": 422,
  "membership.roleEndBeforeStart": 422,
  "membership.sameRole": 422,
  "agent.loginTaken": 409,
  "agent.lastAdministrator": 422,
  "group.nameTaken": 409,
  "group.inUse": 409,
  "right.subjectMismatch": 422,
  "queue.nameTaken": 409,
  "service.nameTaken": 409,
  "category.nameTaken": 409,
  "project.numberTaken": 409,
  "project.hasGrants": 409,
  "project.hasTickets": 409,
  "task.nameTaken": 409,
  "task.ownParent": 422,
  "task.tooMany": 422,
  "grant.otherCompany": 422,
  "grant.internalOff": 422,
  "role.nameTaken": 409,
  "role.system": 422,
  "role.inUse": 409,
  "priority.nameTaken": 409,
  "setting.unknown": 404,
  "setting.wrongType": 422,
  "setting.outOfRange": 422,
  "setting.levelNotAllowed": 422,
  "ticket.notPermitted": 403,
  "ticket.merged": 404,
  "ticket.notAnswerable": 422,
  "ticket.mayNotCreateHere": 422,
  "ticket.serviceNotOffered": 422,
  "ticket.projectRequired": 422,
  "ticket.contactNotInCompany": 422,
  "ticket.projectOfOtherCompany": 422,
  "ticket.notFinished": 422,
  "ticket.gone": 422,
  "ticket.openSubtasks": 422,
  "ticket.workGoesOn": 422,
  "subtask.ticketFinished": 422,
  "subtask.tooMany": 422,
  "subtask.dueBeforeStart": 422,
  "export.tooMany": 422,
  "ticket.emptyMessage": 422,
  "participant.alreadyThere": 409,
  "participant.outside": 422,
  "attachment.tooLarge": 413,
  "attachment.unknownUpload": 422,
  "attachment.emptyFile": 422,
  "token.scopeNotHeld": 422,
  "view.nameTaken": 409,
  "view.tooMany": 422,
  "mail.notSent": 422,
  "mail.alreadySent": 422,
  "mail.onItsWay": 422,
  "mail.linkNotValid": 422,
  "mail.noServer": 422,
  "setUp.alreadyDone": 409,
  "whatIf.otherCall": 422,
  "whatIf.busy": 503,
  "server.notReady": 503,
  "server.tooSlow": 503,
  "server.failed": 500,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ERRORS;
export const ERROR_CODES = Object.keys(ERRORS) as ErrorCode[];

/** Codes of single input fields, in `errors[]` of a problem. Sentences: locales, `field.<code>`. */
export const FIELD_CODES = [
  "required",
  "unknownProperty",
  "wrongType",
  "tooShort",
  "tooLong",
  "tooSmall",
  "tooLarge",
  "notInList",
  "badFormat",
  "password.tooShort",
  "password.tooLong",
  "password.containsLogin",
  "password.common",
] as const;
export type FieldCode = (typeof FIELD_CODES)[number];

/** RFC 9457 problem details as Pforte sends them. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail?: string;
  errors?: { path: string; code: FieldCode; message: string }[];
  retryAfterSeconds?: number;
  /** What the sentence names. */
  words?: Record<string, string>;
  /** Of `ticket.merged`: where the ticket went, told only to whoever may read it there. */
  mergedIntoId?: string;
};
