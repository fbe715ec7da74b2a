/** While a page itself is on its way: its rough shape, so that nothing jumps. */
import { Skeleton, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

export function PageWaiting() {
  const { t } = useTranslation();
  return (
    <Stack gap="md" maw={720} aria-busy aria-label={t("ui.loading")} role="status">
      <Skeleton height={28} width="45%" />
      <Skeleton height={16} width="70%" />
      <Skeleton height={120} mt="md" />
      <Skeleton height={120} />
    </Stack>
  );
}
