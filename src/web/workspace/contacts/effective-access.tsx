/** Effective permissions at a glance: the door, the companies with what is seen there, the queues with every right's origin (OBO-04). */
import { Alert, Anchor, Badge, Group, Stack, Text, Title } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { effectiveAccessOf } from "#contract/access.ts";
import type { ResponseOf } from "#contract/endpoint.ts";
import { roleNameIn } from "#domain/access/system-roles.ts";
import { serviceName } from "#web/client/service-tree.ts";
import { Link } from "#web/ui/link.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { levelsOf, useLevelsText } from "#web/workspace/access/levels.ts";
import { OriginLine } from "#web/workspace/access/origin.tsx";
import { capitalised } from "#web/workspace/access/why-reading.ts";
import { PlainTable } from "#web/workspace/frame/plain-table.tsx";
import { useRoleForATimeText } from "./role-for-a-time-text.ts";

type Effective = ResponseOf<typeof effectiveAccessOf>;

export function EffectiveAccess({ effective }: { effective: Effective }) {
  const { t } = useTranslation();
  return (
    <Stack gap="xl">
      <Part title={t("workspace.why.door")} meaning={t("workspace.why.doorMeaning")}>
        {effective.door.checks.map((check) => (
          <Group key={check.id} gap="xs" c={check.open ? "var(--pf-open)" : "var(--pf-shut)"}>
            {check.open ? <IconCheck size={16} stroke={2.6} aria-hidden /> : <IconX size={16} stroke={2.6} aria-hidden />}
            <Text c="var(--mantine-color-text)">{capitalised(check.sentence)}</Text>
          </Group>
        ))}
      </Part>
      <Part title={t("workspace.effective.companies")} meaning={t("workspace.effective.companiesMean")}>
        <Companies effective={effective} />
      </Part>
      <Part title={t("workspace.effective.queues")} meaning={t("workspace.effective.queuesMean")}>
        {effective.restrictQueuesByGroup ? <Groups effective={effective} /> : <Alert color="gray">{t("workspace.effective.unrestricted")}</Alert>}
      </Part>
      {effective.partnerGroups.length > 0 && (
        <Part title={t("workspace.effective.partner")} meaning={t("workspace.effective.partnerMeans")}>
          <PartnerGroups effective={effective} />
        </Part>
      )}
      <Part title={t("workspace.effective.services")} meaning={t(`workspace.effective.servicesFrom.${effective.services.from}`)}>
        <Group gap={6}>
          {effective.services.items.map((service) => (
            <Badge key={service.id} color="gray">
              {serviceName(service.name)}
            </Badge>
          ))}
        </Group>
      </Part>
    </Stack>
  );
}

function Part({ title, meaning, children }: { title: string; meaning: string; children: ReactNode }) {
  return (
    <section>
      <Title order={2}>{title}</Title>
      <Text size="sm" c="dimmed" mb="xs">
        {meaning}
      </Text>
      {children}
    </section>
  );
}

const Origin = ({ children }: { children: ReactNode }) => (
  <Text size="sm" c="dimmed" component="div" style={{ display: "flex", flexWrap: "wrap", columnGap: 8 }}>
    {children}
  </Text>
);

function Companies({ effective }: { effective: Effective }) {
  const { t } = useTranslation();
  const forATimeText = useRoleForATimeText();
  return (
    <PlainTable
      label={t("workspace.effective.companies")}
      minWidth={640}
      columns={[t("workspace.ticket.company"), t("workspace.effective.sees"), t("workspace.effective.origin")]}
    >
      {effective.companies.map((company) => (
        <tr key={company.company.id}>
          <td>
            <Anchor component={Link} to={`/companies/${company.company.id}`}>
              {company.company.name}
            </Anchor>
            <Text size="xs" c="dimmed">
              {[roleNameIn(t, company.role), forATimeText({ ...company, role: company.lastingRole })?.text ?? ""].filter(Boolean).join(" · ")}
            </Text>
          </td>
          <td>
            <StateBadge tone={company.sees === "nothing" ? "shut" : "open"}>{t(`workspace.effective.sees.${company.sees}`)}</StateBadge>
            <Text size="xs" c="dimmed">
              {company.obstacle !== null
                ? t(`workspace.membership.obstacle.${company.obstacle}`)
                : company.carriesGroupRights
                  ? ""
                  : t("workspace.membership.noGroupRights")}
            </Text>
          </td>
          <td>
            <Origin>
              <OriginLine origin={company.origin} />
            </Origin>
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}

function Groups({ effective }: { effective: Effective }) {
  const { t } = useTranslation();
  const levelsText = useLevelsText();
  if (effective.groups.length === 0) return <Alert color="amber">{t("workspace.effective.noGroups")}</Alert>;
  return (
    <PlainTable
      label={t("workspace.effective.queues")}
      minWidth={640}
      columns={[t("workspace.access.group"), t("workspace.effective.may"), t("workspace.effective.origin")]}
    >
      {effective.groups.map((group) => (
        <tr key={group.group.id}>
          <td>
            <Anchor component={Link} to={`/access/groups/${group.group.id}`} display="block">
              {group.group.name}
            </Anchor>
            <Text size="xs" c="dimmed" lineClamp={2} title={group.queues.map((queue) => queue.name).join(", ")}>
              {group.queues.map((queue) => queue.name).join(", ")}
            </Text>
          </td>
          <td>
            <StateBadge tone="open">{levelsText(levelsOf(group))}</StateBadge>
          </td>
          <td>
            {group.origins.map((origin, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two rights of one group may say the same
              <Origin key={index}>
                <span>
                  {levelsText(levelsOf(origin))} · {t(`workspace.effective.by.${origin.subject}`)}
                </span>
                <OriginLine origin={origin.origin} />
              </Origin>
            ))}
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}

function PartnerGroups({ effective }: { effective: Effective }) {
  const { t } = useTranslation();
  const levelsText = useLevelsText();
  return (
    <PlainTable label={t("workspace.effective.partner")} columns={[]}>
      {effective.partnerGroups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two companies may bring the same right
        <tr key={index}>
          <td>{group.group.name}</td>
          <td>{levelsText(levelsOf(group))}</td>
          <td>
            <Origin>
              <OriginLine origin={group.origin} />
            </Origin>
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}
