/** Pages before sign-in: one card in the middle, the language below. */
import { Center, Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { LANGUAGE_NAMES } from "#web/client/i18n.ts";
import { LanguageSwitch } from "#web/ui/language-switch.tsx";
import { Brand } from "#web/workspace/frame/brand.tsx";
import { chooseLanguage } from "./language.ts";

export function EntryCard({ title, below, children, wide = false }: { title: string; below?: ReactNode; children: ReactNode; wide?: boolean }) {
  const { i18n } = useTranslation();
  useEffect(() => {
    document.title = `${title} · Pforte`;
  }, [title]);
  return (
    <Center mih="100dvh" px="md" py="xl">
      <Stack w="100%" maw={wide ? 560 : 400} gap="md" align="center">
        <Brand size={40} />
        <Paper component="main" withBorder p="xl" w="100%" bg="var(--pf-surface)">
          <Title order={1} mb={4}>
            {title}
          </Title>
          {below !== undefined && (
            <Text c="dimmed" size="sm" mb="lg" component="div">
              {below}
            </Text>
          )}
          {children}
        </Paper>
        <LanguageSwitch value={i18n.language} languages={LANGUAGE_NAMES} onChange={(language) => void chooseLanguage(language === "de" ? "de" : "en")} />
      </Stack>
    </Center>
  );
}
