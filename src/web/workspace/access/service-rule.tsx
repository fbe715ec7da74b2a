/** Which services are offered here when a request is written, and what they replace (OBO-06). */
import { Group, Skeleton, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ServiceRule } from "#contract/service-matrix.ts";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";

/** "Müller AG: 3 services", one for each company that chooses from others; where there is one only, where they come from. */
export function useSourceWords(): (rule: Pick<ServiceRule, "above">) => string[] {
  const { t } = useTranslation();
  return ({ above }) => {
    const isOfMany = new Set(above.map((one) => one.company?.id)).size > 1;
    const words = above.map(({ from, company, services: count }) => {
      if (from === "company") return t("workspace.services.ofCompany", { company: company?.name, count });
      return isOfMany ? t("workspace.services.ofEverybodyIn", { company: company?.name, count }) : t("workspace.services.ofEverybody", { count });
    });
    return [...new Set(words)];
  };
}

type Given = {
  rule: ServiceRule;
  /** With the changes that are not saved yet. */
  own: number;
  isEverybody: boolean;
};

export function ServiceRuleLine({ rule, own, isEverybody }: Given) {
  const { t } = useTranslation();
  const formats = useFormats();
  const above = useSourceWords()(rule);
  const { companies, contacts } = rule.below;
  const below = [
    ...(companies > 0 ? [t("workspace.services.companies", { count: companies })] : []),
    ...(contacts > 0 ? [t("workspace.services.contacts", { count: contacts })] : []),
  ];
  return (
    <div style={{ marginBottom: 12 }}>
      <Group gap="xs">
        <Text size="sm" fw={550}>
          {t("workspace.services.offered")}
        </Text>
        {own > 0 ? (
          <StateBadge tone="open">{t(isEverybody ? "workspace.services.ofEverybody" : "workspace.services.own", { count: own })}</StateBadge>
        ) : above.length > 0 ? (
          above.map((words) => (
            <StateBadge key={words} tone="inherited">
              {words}
            </StateBadge>
          ))
        ) : (
          <Text size="sm">{t("workspace.services.nothing")}</Text>
        )}
      </Group>
      <Text size="sm" c="dimmed" style={twoLines}>
        {[
          t("workspace.services.rule"),
          own > 0 && above.length > 0 ? t("workspace.services.replaced", { list: formats.list(above) }) : "",
          below.length > 0 ? t("workspace.services.below", { who: formats.list(below) }) : "",
        ]
          .filter(Boolean)
          .join(" ")}
      </Text>
    </div>
  );
}

/** What is replaced comes and goes while ticks are set: the matrix below keeps its place. */
const twoLines = { minHeight: "2lh" };

/** As high as what comes. */
export const ServiceRuleToCome = () => (
  <div style={{ marginBottom: 12 }} aria-hidden>
    <Text size="sm">
      <Skeleton height={12} width={320} my={4} component="span" display="inline-block" />
    </Text>
    <Text size="sm" component="div" style={twoLines}>
      <Skeleton height={12} width="90%" component="span" display="inline-block" />
    </Text>
  </div>
);

/** In a row: what this company or contact chooses from now. */
export function ChoosesFrom({ rule }: { rule: ServiceRule | undefined }) {
  const { t } = useTranslation();
  const above = useSourceWords();
  if (rule === undefined) return null;
  const isNothing = rule.own === 0 && rule.above.length === 0;
  return (
    <Text size="sm" {...(rule.own > 0 ? {} : { c: "dimmed" })} style={{ width: 260, whiteSpace: "normal" }}>
      {rule.own > 0 ? t("workspace.services.own", { count: rule.own }) : isNothing ? t("workspace.services.nothing") : above(rule).join("\u00a0· ")}
    </Text>
  );
}
