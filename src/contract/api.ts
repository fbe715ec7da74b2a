/** All endpoints: what the map test, the matrix test, OpenAPI and the test client walk through. */
import * as access from "./access.ts";
import * as administration from "./administration.ts";
import * as category from "./category.ts";
import * as checkup from "./checkup.ts";
import * as company from "./company.ts";
import * as contact from "./contact.ts";
import type { Endpoint } from "./endpoint.ts";
import * as grant from "./grant.ts";
import * as grantMatrix from "./grant-matrix.ts";
import * as live from "./live.ts";
import * as masterData from "./master-data.ts";
import * as membershipMatrix from "./membership-matrix.ts";
import * as merge from "./merge.ts";
import * as ownField from "./own-field.ts";
import * as portalTicket from "./portal-ticket.ts";
import * as project from "./project.ts";
import * as rightsMatrix from "./rights-matrix.ts";
import * as serviceMatrix from "./service-matrix.ts";
import * as session from "./session.ts";
import * as status from "./status.ts";
import * as subtask from "./subtask.ts";
import * as tag from "./tag.ts";
import * as ticket from "./ticket.ts";
import * as ticketExport from "./ticket-export.ts";
import * as ticketLink from "./ticket-link.ts";
import * as timeEntry from "./time-entry.ts";
import * as view from "./view.ts";

const isEndpoint = (value: unknown): value is Endpoint => typeof value === "object" && value !== null && "method" in value && "policy" in value;

/** By operation name, which is the exported name. */
export const API: Readonly<Record<string, Endpoint>> = Object.fromEntries(
  [
    access,
    administration,
    category,
    tag,
    checkup,
    company,
    contact,
    grant,
    grantMatrix,
    live,
    masterData,
    membershipMatrix,
    merge,
    ownField,
    portalTicket,
    project,
    rightsMatrix,
    serviceMatrix,
    session,
    subtask,
    status,
    ticket,
    ticketExport,
    ticketLink,
    timeEntry,
    view,
  ].flatMap((resource) => Object.entries(resource).filter(([, value]) => isEndpoint(value))),
) as Record<string, Endpoint>;
