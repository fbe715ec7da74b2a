/** Something in a few numbers, each the way to what it counts. */
import { Link } from "./link.tsx";
import classes from "./number-links.module.css";
import { useUi } from "./ui-context.tsx";

export type NumberLink = {
  key: string;
  to: string;
  /** null: not known yet. */
  count: number | null;
  /** There are more than could be counted at once. */
  atLeast: boolean;
  label: string;
  /** More than none should not be. */
  alarming?: boolean;
};

export function NumberLinks({ numbers }: { numbers: readonly NumberLink[] }) {
  const { formats } = useUi();
  return (
    <div className={classes.facts}>
      {numbers.map(({ key, to, count, atLeast, label, alarming }) => (
        <Link key={key} to={to} className={classes.fact} data-alarming={(alarming && (count ?? 0) > 0) || undefined}>
          <strong className="pf-number">{count === null ? "…" : `${formats.number(count)}${atLeast ? "+" : ""}`}</strong>
          <span>{label}</span>
        </Link>
      ))}
    </div>
  );
}
