/** Height of the bar above: what sticks to the top of a page stays below it. */
export const BAR_HEIGHT = 52;
