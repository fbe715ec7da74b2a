/** The look: one green, neutral greys, radius 8, a 4 px grid. Contrast of every pair is at least 4.5 in both schemes. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple, type MantineThemeOverride } from "@mantine/core";

/** Deep pine; 8 carries white text in light, 3 is the text colour in dark. */
const pine: MantineColorsTuple = ["#f0f6f3", "#dfece5", "#bdd8ca", "#95c2aa", "#69a887", "#468c69", "#2f7453", "#226044", "#184d36", "#0f3b29"];
const gray: MantineColorsTuple = ["#f8f9f8", "#f1f3f2", "#e6e9e7", "#d9dddb", "#c1c7c4", "#98a09c", "#68716d", "#4b5350", "#333a37", "#1d2220"];
const dark: MantineColorsTuple = ["#e2e6e4", "#b4bbb8", "#8f9894", "#5d6662", "#3a413e", "#2b312f", "#1f2422", "#161a18", "#111412", "#0b0d0c"];
const red: MantineColorsTuple = ["#fdf1f0", "#fbe1de", "#f4bfba", "#ec9a93", "#e3736a", "#d65147", "#bf3a31", "#a52d26", "#84231e", "#631a16"];
const amber: MantineColorsTuple = ["#fdf6e9", "#faeacb", "#f3d397", "#ebba60", "#e0a136", "#c88718", "#a56c0d", "#83540a", "#643f08", "#472c06"];

export type Size = "comfortable" | "dense";

const radius = 8;

/** `comfortable` is 16 px (portal), `dense` 14 px (workspace). */
export const themeOf = (size: Size): MantineThemeOverride =>
  createTheme({
    primaryColor: "pine",
    primaryShade: { light: 7, dark: 6 },
    autoContrast: false,
    colors: { pine, gray, dark, red, amber, green: pine, yellow: amber },
    black: "#1d2220",
    fontFamily: '"Inter Variable", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
    fontFamilyMonospace: '"JetBrains Mono Variable", ui-monospace, "SF Mono", Menlo, Consolas, monospace',
    fontSizes:
      size === "dense"
        ? { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" }
        : { xs: "0.8125rem", sm: "0.875rem", md: "1rem", lg: "1.125rem", xl: "1.25rem" },
    lineHeights: { xs: "1.4", sm: "1.45", md: "1.5", lg: "1.5", xl: "1.5" },
    spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.5rem", xl: "2rem" },
    radius: { xs: "4px", sm: "6px", md: `${radius}px`, lg: "12px", xl: "16px" },
    defaultRadius: "md",
    cursorType: "pointer",
    respectReducedMotion: true,
    focusRing: "auto",
    headings: {
      fontWeight: "620",
      sizes:
        size === "dense"
          ? { h1: { fontSize: "1.25rem", lineHeight: "1.35" }, h2: { fontSize: "1rem", lineHeight: "1.4" }, h3: { fontSize: "0.875rem", lineHeight: "1.4" } }
          : { h1: { fontSize: "1.5rem", lineHeight: "1.3" }, h2: { fontSize: "1.125rem", lineHeight: "1.4" }, h3: { fontSize: "1rem", lineHeight: "1.4" } },
    },
    components: {
      InputWrapper: { styles: { label: { fontWeight: 550, marginBottom: 4 }, description: { marginBottom: 4 } } },
      Button: { defaultProps: { size: size === "dense" ? "sm" : "md" }, styles: { label: { fontWeight: 550 } } },
      ActionIcon: { defaultProps: { variant: "subtle", color: "gray" } },
      TextInput: inputProps(size),
      PasswordInput: inputProps(size),
      Textarea: inputProps(size),
      NativeSelect: inputProps(size),
      Select: { defaultProps: { ...inputProps(size).defaultProps, comboboxProps: { transitionProps: { duration: 100 }, shadow: "md" } } },
      MultiSelect: { defaultProps: { ...inputProps(size).defaultProps, comboboxProps: { transitionProps: { duration: 100 }, shadow: "md" } } },
      NumberInput: inputProps(size),
      Modal: {
        defaultProps: { transitionProps: { duration: 120 }, centered: true, radius: "lg", overlayProps: { backgroundOpacity: 0.4 } },
        styles: { content: { ...raised, border: "1px solid var(--pf-line)" }, header: raised },
      },
      Drawer: { defaultProps: { transitionProps: { duration: 150 } }, styles: { content: raised, header: raised } },
      // Its placeholder for the first focus is a focusable thing without a name; the first entry gets the focus instead.
      Menu: { defaultProps: { transitionProps: { duration: 100 }, shadow: "md", withInitialFocusPlaceholder: false } },
      Popover: { defaultProps: { transitionProps: { duration: 100 }, shadow: "md" } },
      Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 80 }, withArrow: false } },
      Badge: { defaultProps: { variant: "light", radius: "sm", tt: "none", fw: 550 } },
      Anchor: { defaultProps: { underline: "hover" } },
      Loader: { defaultProps: { type: "oval" } },
    },
  });

/** What floats is lighter than what it darkens, and has an edge: a shadow is not seen in the dark. */
const raised = { background: "var(--pf-surface)" };

function inputProps(size: Size) {
  return { defaultProps: { size: size === "dense" ? "sm" : "md" } };
}

/** Tokens that say something: used with a word or a shape, never alone. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { "--pf-radius": `${radius}px`, "--pf-motion": "120ms" },
  light: {
    "--mantine-color-body": "#ffffff",
    "--mantine-color-text": "#1d2220",
    "--mantine-color-dimmed": "#5c6561",
    "--mantine-color-placeholder": "#68716d",
    "--mantine-color-anchor": "#1c5a3f",
    "--mantine-color-error": "#a52d26",
    "--pf-surface": "#ffffff",
    "--pf-ground": "#f7f8f7",
    "--pf-line": "#e3e7e5",
    "--pf-line-strong": "#c1c7c4",
    "--pf-edge": "#7f8884",
    "--pf-hover": "#f3f5f4",
    "--pf-selected": "#eaf3ee",
    "--pf-accent": "#226044",
    "--pf-accent-ground": "#d5e8dd",
    "--pf-open": "#1c5a3f",
    "--pf-open-ground": "#e7f2ec",
    "--pf-shut": "#a52d26",
    "--pf-shut-ground": "#fcecea",
    "--pf-inherited": "#68716d",
    "--pf-changed": "#83540a",
    "--pf-changed-ground": "#fbf0d9",
    "--pf-note": "#fdf8ec",
  },
  dark: {
    "--mantine-color-body": "#131615",
    "--mantine-color-text": "#e2e6e4",
    "--mantine-color-dimmed": "#a0a9a5",
    "--mantine-color-placeholder": "#8f9894",
    "--mantine-color-anchor": "#95c2aa",
    "--mantine-color-error": "#ec9a93",
    "--pf-surface": "#191d1b",
    "--pf-ground": "#131615",
    "--pf-line": "#2b312f",
    "--pf-line-strong": "#454d4a",
    "--pf-edge": "#727b77",
    "--pf-hover": "#1f2422",
    "--pf-selected": "#1c2d25",
    "--pf-accent": "#95c2aa",
    "--pf-accent-ground": "#264a39",
    "--pf-open": "#95c2aa",
    "--pf-open-ground": "#1a2e24",
    "--pf-shut": "#ec9a93",
    "--pf-shut-ground": "#3a1d1a",
    "--pf-inherited": "#8f9894",
    "--pf-changed": "#ebba60",
    "--pf-changed-ground": "#33270f",
    "--pf-note": "#242013",
    // Lighter than what they stand on: Mantine's own are darker than the ground.
    "--mantine-color-gray-light": "#2b312f",
    "--mantine-color-gray-light-color": "#c9d0cd",
    "--mantine-color-pine-light": "#264a39",
    "--mantine-color-pine-light-color": "#bdd8ca",
    "--mantine-color-red-light": "#3a1d1a",
    "--mantine-color-red-light-color": "#f4bfba",
    "--mantine-color-amber-light": "#33270f",
    "--mantine-color-amber-light-color": "#f3d397",
  },
});
