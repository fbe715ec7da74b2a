/** What `ui` needs from the app around it: its few sentences, formats by language and time zone, and a way to go to an address. */
import { createContext, type ReactNode, use } from "react";

export type UiTexts = {
  retry: string;
  newer: string;
  older: string;
  search: string;
  clear: string;
  cancel: string;
  confirm: string;
  close: string;
  undo: string;
  loading: string;
  /** Shown in place of "1–50 of 1,204" while nothing is known. */
  count: (given: { from: string; to: string; total: string; atLeast: boolean }) => string;
  countNone: string;
  /** Rows that have come and are not shown yet. */
  newRows: (count: number) => string;
  rowLeft: string;
  couldNotLoad: string;
  sortBy: (column: string) => string;
  selectAll: string;
  selectRow: string;
  selected: (count: number) => string;
  selectEverything: (total: string) => string;
  everythingSelected: (total: string) => string;
  clearSelection: string;
  bulkActions: string;
  columns: string;
  moreFilters: string;
  exportList: string;
  exporting: string;
  resetColumns: string;
  moveLeft: (column: string) => string;
  moveRight: (column: string) => string;
  previous: string;
  next: string;
  openPage: string;
  createView: string;
  viewName: string;
  viewModified: string;
  viewActions: (name: string) => string;
  keepView: string;
  discardView: string;
  renameView: string;
  deleteView: string;
  save: string;
  nothingFound: string;
  language: string;
  colorScheme: string;
  light: string;
  dark: string;
  system: string;
  dropHere: string;
  chooseFiles: string;
  orDrop: string;
  largest: (size: string) => string;
  removeFile: (name: string) => string;
  uploading: (part: string) => string;
  newTab: string;
  unsavedTitle: string;
  unsavedText: string;
  leave: string;
  stay: string;
  skipToContent: string;
  draftFrom: (time: string) => string;
  discardDraft: string;
};

export type UiFormats = {
  language: string;
  timeZone: string;
  relative: (instant: string, now?: number) => string;
  exact: (instant: string) => string;
  date: (instant: string) => string;
  /** The date, with the year only if it is another one. */
  day: (instant: string, now?: number) => string;
  time: (instant: string) => string;
  number: (value: number) => string;
  bytes: (value: number) => string;
  list: (values: readonly string[]) => string;
};

export type UiNavigation = {
  /** What stands before every path in an address: "" or "/workspace". */
  basePath: string;
  push: (path: string) => void;
  preload?: (path: string) => void;
};

type Ui = { texts: UiTexts; formats: UiFormats; navigation: UiNavigation };
const UiContext = createContext<Ui | null>(null);

export function UiProvider({ children, ...ui }: Ui & { children: ReactNode }) {
  return <UiContext value={ui}>{children}</UiContext>;
}

export function useUi(): Ui {
  const ui = use(UiContext);
  if (ui === null) throw new Error("AppProviders is missing above this component");
  return ui;
}
export const useFormats = (): UiFormats => useUi().formats;
