/** What the check-up looks for, by the part of access that it belongs to, and why something is found: half-finished people, rights that give nothing. */
export const CHECKS = {
  signInWithoutMembership: { area: "people", reasons: ["none", "ended", "companyNotActive", "portalOff"] },
  signInWithoutGroup: { area: "people", reasons: ["none"] },
  invitationExpired: { area: "people", reasons: ["expired", "noEmail"] },
  membershipEnded: { area: "people", reasons: ["ended"] },
  companyWithoutSignIn: { area: "companies", reasons: ["nobody", "noSignIn"] },
  familyMissing: { area: "companies", reasons: ["familyTickets", "parentSeesTickets"] },
  billedByInactive: { area: "companies", reasons: ["notActive"] },
  queueUnreached: { area: "rights", reasons: ["groupNotActive", "noRight", "nobody"] },
  createWithoutRead: { area: "rights", reasons: ["one", "several"] },
  partnerRight: { area: "rights", reasons: ["switchOff", "nobody"] },
  rightEnded: { area: "rights", reasons: ["ended"] },
  rightGroupNotActive: { area: "rights", reasons: ["notActive"] },
  rightWithoutQueue: { area: "rights", reasons: ["none", "notActive"] },
  grantWithoutEffect: { area: "projects", reasons: ["ended", "membership", "internalOff", "permissionsOff"] },
  grantWithoutTickets: { area: "projects", reasons: ["never"] },
  roleUnused: { area: "rest", reasons: ["nobody"] },
  serviceUnoffered: { area: "rest", reasons: ["nobody"] },
} as const satisfies Record<string, { area: "people" | "companies" | "rights" | "projects" | "rest"; reasons: readonly string[] }>;

export type CheckId = keyof typeof CHECKS;
export const CHECK_IDS = Object.keys(CHECKS) as [CheckId, ...CheckId[]];

export const CHECK_AREAS = ["people", "companies", "rights", "projects", "rest"] as const;

/** What mends a finding right where it is read. */
export const FIXES = ["sendInvitation", "withdrawSignIn", "removeMembership", "removeRight", "alsoRead", "removeGrant", "inherit", "deleteRole"] as const;
export type Fix = (typeof FIXES)[number];

/** Where a finding is mended by hand. */
export const FIX_PLACES = ["memberships", "access", "signIn", "contacts", "company", "settings", "group", "everybody", "grants", "roles", "service"] as const;
export type FixPlace = (typeof FIX_PLACES)[number];
