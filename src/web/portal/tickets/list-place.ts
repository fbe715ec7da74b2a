/** Which list somebody came from, so that the way back from a ticket leads to the same filter and page. */
const key = "pforte-portal-list";

export const rememberList = (search: string): void => sessionStorage.setItem(key, search);
export const listPath = (): string => `/tickets${sessionStorage.getItem(key) ?? ""}`;
