/** Every part of the screens in every state, for people who build screens: what is not good here is good nowhere. */
import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ColorSchemeSwitch } from "#web/ui/color-scheme-switch.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { BasicParts } from "./basic-parts.tsx";
import { FormParts } from "./form-parts.tsx";
import { ListParts } from "./list-parts.tsx";
import { RightsParts } from "./rights-parts.tsx";

const sections = [
  ["basics", BasicParts],
  ["lists", ListParts],
  ["forms", FormParts],
  ["rights", RightsParts],
] as const;

export function DesignPage() {
  const { t } = useTranslation();
  useCrumbs({ label: t("workspace.design.title") });
  return (
    <>
      <PageHeader title={t("workspace.design.title")} below={t("workspace.design.below")} actions={<ColorSchemeSwitch />} />
      <Group component="nav" gap="xs" mb="lg" aria-label={t("workspace.design.title")}>
        {sections.map(([key]) => (
          <Button key={key} component="a" href={`#${key}`} variant="default" size="compact-sm">
            {t(`workspace.design.${key}`)}
          </Button>
        ))}
      </Group>
      {sections.map(([key, Parts]) => (
        <section key={key} id={key} aria-label={t(`workspace.design.${key}`)} style={{ marginBottom: 48, scrollMarginTop: 64 }}>
          <Parts />
        </section>
      ))}
    </>
  );
}
