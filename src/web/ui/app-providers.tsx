/** Wraps an app: look, toasts, sentences and formats of `ui`. The colour scheme is kept in the browser. */
import "@mantine/core/styles.css";
import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "./base.css";
import { localStorageColorSchemeManager, MantineProvider, type MantineThemeOverride } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import { cssVariables, type Size, themeOf } from "./theme.ts";
import { ToastPlace } from "./toasts.tsx";
import { type UiFormats, type UiNavigation, UiProvider, type UiTexts } from "./ui-context.tsx";

const colorScheme = localStorageColorSchemeManager({ key: "pforte-color-scheme" });

/** Every toast's closing button has a name. */
const withCloseName = (theme: MantineThemeOverride, close: string): MantineThemeOverride => ({
  ...theme,
  components: { ...theme.components, Notification: { ...theme.components?.["Notification"], defaultProps: { closeButtonProps: { "aria-label": close } } } },
});

export function AppProviders(given: { size: Size; texts: UiTexts; formats: UiFormats; navigation: UiNavigation; children: ReactNode }) {
  const { close } = given.texts;
  const theme = useMemo(() => withCloseName(themeOf(given.size), close), [given.size, close]);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" colorSchemeManager={colorScheme}>
      <UiProvider texts={given.texts} formats={given.formats} navigation={given.navigation}>
        <ToastPlace />
        {given.children}
      </UiProvider>
    </MantineProvider>
  );
}
