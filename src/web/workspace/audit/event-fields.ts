/** The fields of what an event tells, or of a change; own fields each by themselves, as `own:` and their key. */
export const fieldsOf = (value: unknown): Record<string, unknown> => {
  if (value === null || value === undefined) return {};
  if (typeof value !== "object" || Array.isArray(value)) return { "": value };
  const { ownFields = {}, ...others } = value as Record<string, unknown>;
  const own = Object.entries(ownFields as object).map(([key, one]) => [`own:${key}`, one]);
  return { ...others, ...Object.fromEntries(own) };
};
