/** In which order somebody wants the views of a list: shared ones before own ones. */

type Placed = { id: string; shared: boolean };

/** Those that were never moved follow as they came. */
export function placed<View extends Placed>(views: readonly View[], order: readonly string[]): View[] {
  const at = ({ id }: View) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...views].sort((one, other) => Number(other.shared) - Number(one.shared) || at(one) - at(other));
}

/** One place to the left or right among its like; at an end it stays. */
export function withMoved(views: readonly Placed[], id: string, by: -1 | 1): string[] {
  const [one] = views.filter((view) => view.id === id);
  const like = views.filter((view) => view.shared === one?.shared).map((view) => view.id);
  const at = like.indexOf(id);
  const other = like[at + by];
  const ids = views.map((view) => view.id);
  if (other === undefined) return ids;
  return ids.map((each) => (each === id ? other : each === other ? id : each));
}
