/** All checks by part of access: those that find something first, the others as one line. */
import { Anchor, Skeleton, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronRight } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { type CheckupView, getCheckup } from "#contract/checkup.ts";
import { CHECK_AREAS } from "#domain/access/checkup.ts";
import { problemText } from "#web/client/problem-text.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import classes from "./checks.module.css";

type Check = CheckupView["checks"][number];

export function Checks() {
  const { t } = useTranslation();
  const checkup = useEndpoint(getCheckup, {}, { staleMilliseconds: 0 });
  if (checkup.error !== null && checkup.data === undefined) {
    return <ErrorState message={problemText(checkup.error)} onRetry={() => void checkup.refetch()} />;
  }
  const checks = checkup.data?.checks;
  const found = checks?.filter((check) => check.count > 0);
  return (
    <div className={classes.page}>
      <Text size="sm" c="dimmed" mb="lg">
        {t("workspace.checkup.below")}
      </Text>
      {found === undefined ? (
        <Waiting />
      ) : found.length === 0 ? (
        <EmptyState title={t("workspace.checkup.nothing")}>{t("workspace.checkup.nothingHow")}</EmptyState>
      ) : null}
      {CHECK_AREAS.map((area) => (
        <Area key={area} area={area} checks={(found ?? []).filter((check) => check.area === area)} />
      ))}
      {checks !== undefined && <InOrder checks={checks.filter((check) => check.count === 0)} />}
    </div>
  );
}

function Area({ area, checks }: { area: Check["area"]; checks: readonly Check[] }) {
  const { t } = useTranslation();
  const titleId = useId();
  if (checks.length === 0) return null;
  return (
    <section className={classes.area} aria-labelledby={titleId}>
      <Title order={2} fz="sm" mb={6} id={titleId}>
        {t(`workspace.checkup.area.${area}`)}
      </Title>
      <ul className={classes.list}>
        {checks.map((check) => (
          <CheckLine key={check.id} check={check} />
        ))}
      </ul>
    </section>
  );
}

function CheckLine({ check }: { check: Check }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const number = formats.number(check.count);
  return (
    <li>
      <Link to={`/access/checkup?check=${check.id}`} className={classes.line}>
        <span className={classes.words}>
          <span className={classes.name}>{t(`workspace.checkup.check.${check.id}`)}</span>
          <span className={classes.means}>{t(`workspace.checkup.means.${check.id}`)}</span>
        </span>
        <span className={classes.count}>{check.countIsLowerBound ? t("workspace.checkup.moreThan", { number }) : number}</span>
        <IconChevronRight size={16} aria-hidden className={classes.arrow} />
      </Link>
    </li>
  );
}

/** What was looked for and not found is told as well: nobody has to guess. */
function InOrder({ checks }: { checks: readonly Check[] }) {
  const { t } = useTranslation();
  const [opened, { toggle }] = useDisclosure();
  const listId = useId();
  if (checks.length === 0) return null;
  return (
    <section className={classes.area}>
      <Anchor component="button" type="button" size="sm" aria-expanded={opened} aria-controls={listId} onClick={toggle}>
        {t("workspace.checkup.inOrder", { count: checks.length })}
      </Anchor>
      <ul id={listId} className={classes.inOrder}>
        {opened &&
          checks.map((check) => (
            <li key={check.id}>
              <StateBadge tone="done">{t(`workspace.checkup.check.${check.id}`)}</StateBadge>
            </li>
          ))}
      </ul>
    </section>
  );
}

const Waiting = () => (
  <div aria-hidden className={classes.list}>
    {["people", "companies", "rights", "projects"].map((line) => (
      <div key={line} className={classes.line}>
        <span className={classes.words}>
          <Skeleton height={14} width="38%" my={4} />
          <Skeleton height={12} width="70%" my={4} />
        </span>
      </div>
    ))}
  </div>
);
