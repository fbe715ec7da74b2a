/** From the list as many as can be looked through, one line each. */
export const MOST_MERGED = 20;
