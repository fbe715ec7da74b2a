/** What one check found: whom it is about, why, and how it is mended. */
import { Anchor, Button, Text, Title } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type FindingView, listFindings } from "#contract/checkup.ts";
import type { CheckId } from "#domain/access/checkup.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Column, DataTable } from "#web/ui/data-table.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { insidePath } from "#web/workspace/access/origin.tsx";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import classes from "./findings.module.css";
import { FixDialog } from "./fix-dialog.tsx";

export function Findings({ check }: { check: CheckId }) {
  const { t } = useTranslation();
  const list = useListQuery(listFindings, { query: { check } });
  const [mending, setMending] = useState<FindingView | null>(null);
  const columns = useColumns(setMending);
  const toAll = (
    <Button component={Link} to="/access/checkup" variant="default">
      {t("workspace.checkup.all")}
    </Button>
  );
  return (
    <>
      <Anchor component={Link} to="/access/checkup" size="sm" className={classes.back}>
        <IconChevronLeft size={16} aria-hidden />
        {t("workspace.checkup.all")}
      </Anchor>
      <Title order={2} mt={4}>
        {t(`workspace.checkup.check.${check}`)}
      </Title>
      <Text size="sm" c="dimmed" mb="md" maw={720}>
        {t(`workspace.checkup.means.${check}`)}
      </Text>
      <DataTable
        label={t(`workspace.checkup.check.${check}`)}
        columns={columns}
        page={list}
        keyOf={(finding) => finding.id}
        stickyTop={BAR_HEIGHT}
        rowHeight={60}
        problem={list.error === null ? null : problemText(list.error)}
        onRetry={list.retry}
        empty={<EmptyState title={t("workspace.checkup.noneOfThese")} action={toAll} />}
      />
      {mending?.fix && <FixDialog finding={mending} fix={mending.fix} onClose={() => setMending(null)} />}
    </>
  );
}

function useColumns(mend: (finding: FindingView) => void): Column<FindingView>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        key: "finding",
        title: t("workspace.checkup.finding"),
        main: true,
        render: (finding) => (
          <>
            <Link to={insidePath(finding.record.link)} className={classes.name} data-row-link>
              {finding.record.name}
            </Link>
            <div className={classes.sentence}>{finding.sentence}</div>
            <div className={classes.below}>
              <Ways finding={finding} onMend={mend} />
            </div>
          </>
        ),
      },
      {
        key: "mend",
        title: t("workspace.checkup.mend"),
        width: "320px",
        align: "right",
        hideBelow: 800,
        render: (finding) => <Ways finding={finding} onMend={mend} />,
      },
    ],
    [t, mend],
  );
}

function Ways({ finding, onMend }: { finding: FindingView; onMend: (finding: FindingView) => void }) {
  const { t } = useTranslation();
  return (
    <span className={classes.ways}>
      {finding.fix !== null && (
        <Button size="compact-sm" variant="default" onClick={() => onMend(finding)}>
          {t(`workspace.checkup.fix.${finding.fix.kind}`)}
        </Button>
      )}
      <Anchor component={Link} to={insidePath(finding.place.link)} size="sm">
        {t(`workspace.checkup.place.${finding.place.kind}`)}
      </Anchor>
    </span>
  );
}
