/** Wraps an app: look, toasts, sentences and formats of `ui`. The colour scheme is kept in the browser. */
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "./base.css";
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { type ReactNode, useMemo } from "react";
import { cssVariables, type Size, themeOf } from "./theme.ts";
import { type UiFormats, type UiNavigation, UiProvider, type UiTexts } from "./ui-context.tsx";

const colorScheme = localStorageColorSchemeManager({ key: "pforte-color-scheme" });

export function AppProviders(given: { size: Size; texts: UiTexts; formats: UiFormats; navigation: UiNavigation; children: ReactNode }) {
  const theme = useMemo(() => themeOf(given.size), [given.size]);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" colorSchemeManager={colorScheme}>
      <UiProvider texts={given.texts} formats={given.formats} navigation={given.navigation}>
        <Notifications position="bottom-center" limit={3} containerWidth={440} transitionDuration={120} zIndex={1000} />
        {given.children}
      </UiProvider>
    </MantineProvider>
  );
}
