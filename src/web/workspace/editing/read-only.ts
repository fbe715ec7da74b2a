/** Who may not change a field still reads it well: it looks filled instead of faded. */
export const readOnly = (is: boolean) => (is ? ({ readOnly: true, variant: "filled" } as const) : {});
