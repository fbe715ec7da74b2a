/** As many planned hours as the API takes. */
export const MOST_HOURS = 100_000;
