/** In the order in which a ticket goes through them. */
export const STATUS_TYPES = ["new", "open", "pending", "done", "closed", "removed", "merged"] as const;
