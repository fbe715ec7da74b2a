/** Search and filters of the list: state, company, order. */
import { useTranslation } from "react-i18next";
import type { TicketListQuery, TicketSort } from "#contract/ticket.ts";
import { useAddress } from "#web/client/address.ts";
import { useSession } from "#web/portal/session/portal-session.ts";
import { ChoiceChips, FilterChip } from "#web/ui/filter-chips.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import classes from "./ticket-filters.module.css";

const states = ["open", "closed", "all"] as const;
const sorts = ["-changed", "changed", "-created", "created"] as const;
export const sortKey = (sort: TicketSort): string => `portal.list.sort.${sort.replace("-", "newest_")}`;

export function TicketFilters({ state, sort, showsSort }: { state: TicketListQuery["state"]; sort: TicketSort; showsSort: boolean }) {
  const { t } = useTranslation();
  const session = useSession();
  const [address, change] = useAddress();
  return (
    <div className={classes.filters}>
      <SearchBox
        value={address.q ?? ""}
        onChange={(q) => change({ q })}
        label={t("portal.list.search")}
        placeholder={t("portal.list.searchHint")}
        maxWidth="30rem"
      />
      <div className={classes.chips}>
        <ChoiceChips
          label={t("portal.list.state")}
          value={state}
          choices={states.map((value) => ({ value, label: t(`portal.list.state.${value}`) }))}
          onChange={(next) => change({ state: next === "open" ? undefined : next })}
        />
        {session.companyTotal > 1 && (
          <FilterChip
            label={t("portal.list.company")}
            values={address.company?.split(",") ?? []}
            choices={session.companies.map((company) => ({ value: company.id, label: company.name }))}
            onChange={(values) => change({ company: values.join(",") })}
          />
        )}
        {showsSort && (
          <FilterChip
            single
            label={t("portal.list.sort")}
            values={[sort]}
            choices={sorts.map((value) => ({ value, label: t(sortKey(value)) }))}
            onChange={([next]) => change({ sort: next === "-changed" ? undefined : next })}
            withoutClear
          />
        )}
      </div>
    </div>
  );
}
