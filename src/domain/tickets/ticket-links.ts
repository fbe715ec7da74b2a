/** How two tickets have to do with each other, told from either of them. */

/** As they are kept: from one ticket to the other. */
export const LINK_KINDS = ["relates", "blocks", "duplicates", "follows"] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** As one of the two tickets tells it. */
export const LINK_SIDES = ["relates", "blocks", "blockedBy", "duplicates", "duplicatedBy", "follows", "followedBy"] as const;
export type LinkSide = (typeof LINK_SIDES)[number];

const OTHER_SIDE = { relates: "relates", blocks: "blockedBy", duplicates: "duplicatedBy", follows: "followedBy" } as const satisfies Record<LinkKind, LinkSide>;

/** `outward`: the ticket is the one that the link comes from. */
export const sideOf = (kind: LinkKind, outward: boolean): LinkSide => (outward ? kind : OTHER_SIDE[kind]);

export function kindOf(side: LinkSide): { kind: LinkKind; outward: boolean } {
  const kind = LINK_KINDS.find((one) => one === side) ?? LINK_KINDS.find((one) => OTHER_SIDE[one] === side);
  return { kind: kind ?? "relates", outward: kind === side };
}
