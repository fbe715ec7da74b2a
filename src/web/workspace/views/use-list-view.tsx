/** The views and columns of a list: what is shown of it, the chips above it, the chooser of columns. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ResponseOf } from "#contract/endpoint.ts";
import { changeView, createView, deleteView, type ListName, type listViews, type SavedView, setListColumns, setViewOrder } from "#contract/view.ts";
import { useAddress } from "#web/client/address.ts";
import { call } from "#web/client/call.ts";
import { fieldTexts, problemText } from "#web/client/problem-text.ts";
import { ColumnChooser } from "#web/ui/column-chooser.tsx";
import { arranged, type Column, keysAtFirst } from "#web/ui/columns.ts";
import { toast, toastProblem } from "#web/ui/toasts.tsx";
import { SaveView, ViewChips } from "#web/ui/view-chips.tsx";
import { changesTo, columnsOf, currentView, type ListView, stateOf } from "./view-address.ts";
import { placed, withMoved } from "./view-order.ts";
import { viewsQuery } from "./views-query.ts";

type Views = ResponseOf<typeof listViews>;
type Shown<Row> = {
  columns: Column<Row>[];
  /** Nothing while there is only the one that comes with the list. */
  chips: ReactNode;
  /** For the end of the filters: keeps what is shown, as long as there are no chips to do it. */
  save: ReactNode;
  chooser: ReactNode;
};

/**
 * @param columns kept the same between renderings. @param fixed views that come with the list, the standard one first.
 * @param beside what stands behind the chips.
 */
export function useListView<Row>(list: ListName, columns: readonly Column<Row>[], fixed: readonly ListView[], beside?: ReactNode): Shown<Row> {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const client = useQueryClient();
  const { data } = useQuery(viewsQuery(list));
  const { order = [], items: saved = [] } = data ?? {};
  const places = placed(saved, order);
  const kept = places.map(
    (view): ListView => ({ ...view, fixed: false, group: view.shared ? "shared" : "own", kept: !view.can.includes("change"), deeds: deedsOf(view) }),
  );
  const views = [...fixed, ...kept];
  const { view, modified } = currentView(address, views);
  const remembered = data?.columns ?? null;
  const keys = columnsOf(address) ?? view?.columns ?? remembered;
  const shownKeys = keys?.join() ?? "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: the keys as a text: the same ones keep the rows
  const shown = useMemo(() => arranged(columns, keys), [columns, shownKeys]);

  const update = (what: (before: Views) => Views) =>
    client.setQueryData<Views>(viewsQuery(list).queryKey, (before) => what(before ?? { items: [], columns: null, order: [] }));
  const put = (saved: SavedView) =>
    update((before) => ({ ...before, items: [...before.items.filter(({ id }) => id !== saved.id), saved].sort((a, b) => a.name.localeCompare(b.name)) }));
  const savedOf = (id: string) => data?.items.find((one) => one.id === id);
  const attempt = (work: () => Promise<unknown>) => void work().catch((error: unknown) => toastProblem(problemText(error)));

  const chooseColumns = (wanted: string[] | null) => {
    if (view !== null && !view.fixed) return change({ cursor: address.cursor, from: address.from, columns: (wanted ?? keysAtFirst(columns)).join() });
    update((before) => ({ ...before, columns: wanted }));
    attempt(() => call(setListColumns, { params: { list }, body: { columns: wanted } }));
  };
  const create = async (name: string): Promise<string | null> => {
    try {
      const saved = await call(createView, { body: { list, name, address: stateOf(address), columns: keys === null ? null : [...keys] } });
      put(saved);
      change({ view: saved.id, columns: undefined });
      return null;
    } catch (error) {
      return wrongName(error);
    }
  };
  const rename = async (id: string, name: string): Promise<string | null> => {
    try {
      put(await call(changeView, { params: { id }, body: { version: savedOf(id)?.version ?? 0, name } }));
      return null;
    } catch (error) {
      return wrongName(error);
    }
  };
  const keep = (id: string) =>
    attempt(async () => {
      const before = savedOf(id);
      if (before === undefined) return;
      const body = { version: before.version, address: stateOf(address), columns: keys === null ? null : [...keys] };
      const saved = await call(changeView, { params: { id }, body });
      put(saved);
      change({ columns: undefined }, {});
      const undo = async () =>
        put(await call(changeView, { params: { id }, body: { version: saved.version, address: before.address, columns: before.columns } }));
      toast(t("workspace.view.kept", { name: before.name }), { label: t("ui.undo"), run: () => attempt(undo) });
    });
  const remove = (id: string) =>
    attempt(async () => {
      const before = savedOf(id);
      if (before === undefined) return;
      await call(deleteView, { params: { id } });
      update((all) => ({ ...all, items: all.items.filter((one) => one.id !== id) }));
      change({ view: undefined });
      const { name, address: kept, columns: itsColumns, shared } = before;
      const undo = async () => put(await call(createView, { body: { list, name, address: kept, columns: itsColumns, shared } }));
      toast(t("workspace.view.deleted", { name: before.name }), { label: t("ui.undo"), run: () => attempt(undo) });
    });

  /** Shared with all agents and back, one place to the left or right. */
  function deedsOf(view: SavedView): NonNullable<ListView["deeds"]> {
    const share = (shared: boolean) =>
      attempt(async () => {
        put(await call(changeView, { params: { id: view.id }, body: { version: view.version, shared } }));
        toast(t(shared ? "workspace.view.nowShared" : "workspace.view.nowOwn", { name: view.name }));
      });
    const move = (by: -1 | 1) => {
      const moved = withMoved(places, view.id, by);
      update((before) => ({ ...before, order: moved }));
      attempt(() => call(setViewOrder, { params: { list }, body: { order: moved } }));
    };
    const beside = places.filter((one) => one.shared === view.shared);
    const at = beside.findIndex((one) => one.id === view.id);
    const mayWithdraw = view.shared && (view.can.includes("share") || view.owner.me);
    return [
      ...(!view.shared && view.can.includes("share") ? [{ label: t("workspace.view.share"), run: () => share(true) }] : []),
      ...(mayWithdraw ? [{ label: t("workspace.view.unshare"), run: () => share(false) }] : []),
      ...(at > 0 ? [{ label: t("workspace.view.moveLeft"), run: () => move(-1) }] : []),
      ...(at < beside.length - 1 ? [{ label: t("workspace.view.moveRight"), run: () => move(1) }] : []),
    ];
  }

  return {
    columns: shown,
    save: views.length === 1 && (view === null || modified) ? <SaveView size="sm" onCreate={create} /> : null,
    chips: views.length > 1 && (
      <ViewChips
        label={t("workspace.view.label")}
        views={views}
        current={view?.id ?? null}
        modified={modified}
        onChoose={(id) => {
          const chosen = views.find((one) => one.id === id);
          if (chosen !== undefined) change(changesTo(address, chosen), { push: true });
        }}
        onKeep={keep}
        onCreate={create}
        onRename={rename}
        onDelete={remove}
      >
        {beside}
      </ViewChips>
    ),
    chooser: <ColumnChooser columns={columns} keys={keys} onChange={chooseColumns} />,
  };
}

/** For lists that come with one view only. */
export function useStandardView(): ListView[] {
  const { t } = useTranslation();
  return useMemo(() => [{ id: "standard", name: t("workspace.view.standard"), fixed: true, address: {}, columns: null }], [t]);
}

const wrongName = (error: unknown): string => fieldTexts(error).name ?? problemText(error);
