/** Walks through screens in a browser, each settled before it is looked at. The product with its demo stands behind `url`. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { demoPassword } from "#server/features/demo/tables/provider.ts";
import { type Language, translateTo } from "#server/platform/i18n/translate.ts";
import type { Places } from "./places.ts";
import type { Screen, Who } from "./screens.ts";

export type Look = { language: Language; scheme: "light" | "dark"; size: "desktop" | "phone" };
export const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

export type Walk = {
  browser: Browser;
  url: string;
  places: Places;
  look: Look;
  /** The moment that the pages take for now; without: the real one. */
  now?: Date;
  /** Before a page goes anywhere. */
  prepare?: (page: Page) => Promise<void>;
  visit: (page: Page, screen: Screen) => Promise<void>;
  /** A screen that could not be shown; without: the walk ends. */
  failed?: (screen: Screen, error: unknown) => void;
};

const logins: Readonly<Record<Language, Readonly<Record<Exclude<Who, "nobody">, string>>>> = {
  en: {
    contact: "oliver.grant",
    manager: "helen.ashworth",
    colleague: "callum.reid",
    observer: "bastian.uhl",
    administrator: "eva.ott",
    agent: "sabine.rothe",
  },
  de: { contact: "anna.berger", manager: "claudia.wiemann", colleague: "jan.roth", observer: "bastian.uhl", administrator: "eva.ott", agent: "sabine.rothe" },
};

/** One browser context for each person; nothing of one screen is left on the next. */
export async function walkScreens(screens: readonly Screen[], walk: Walk): Promise<void> {
  const contexts = new Map<Who, BrowserContext>();
  try {
    for (const screen of screens) {
      const context = await contextOf(walk, contexts, screen.as);
      // A page that is only looked at is loaded anew for the next one; where something is done, a page of its own.
      const isOnlyLookedAt = screen.prepare === undefined && screen.act === undefined;
      const kept = isOnlyLookedAt ? context.pages()[0] : undefined;
      const page = kept ?? (await context.newPage());
      let stays = false;
      try {
        if (kept === undefined) await walk.prepare?.(page);
        await screen.prepare?.(page);
        if (screen.settings) await changeSettings(walk, contexts, screen.settings);
        await page.goto(`${walk.url}${screen.app === "workspace" ? "/workspace" : ""}${screen.path(walk.places)}`);
        await settled(page, screen.showsParts);
        if (screen.act) {
          await screen.act(page, translateTo(walk.look.language));
          await settled(page, screen.showsParts);
        }
        await walk.visit(page, screen);
        if (isOnlyLookedAt) await page.evaluate(() => sessionStorage.clear());
        stays = isOnlyLookedAt;
      } catch (error) {
        if (!walk.failed) throw error;
        walk.failed(screen, error);
      } finally {
        if (!stays) await page.close();
        if (screen.settings) await changeSettings(walk, contexts, Object.fromEntries(Object.keys(screen.settings).map((key) => [key, null])));
      }
    }
  } finally {
    for (const context of contexts.values()) await context.close().catch(() => {}); // a browser that died has closed them itself
  }
}

async function contextOf(walk: Walk, contexts: Map<Who, BrowserContext>, who: Who): Promise<BrowserContext> {
  const context = contexts.get(who) ?? (await openContext(walk, who));
  contexts.set(who, context);
  return context;
}

/** By the administrator; null inherits the default. */
async function changeSettings(walk: Walk, contexts: Map<Who, BrowserContext>, values: Readonly<Record<string, unknown>>): Promise<void> {
  const { request } = await contextOf(walk, contexts, "administrator");
  const answer = await request.patch("/api/v1/settings", { data: { values }, headers: { origin: walk.url } });
  if (!answer.ok()) throw new Error(`the settings cannot be changed: ${answer.status()} ${await answer.text()}`);
}

async function openContext({ browser, url, look, now }: Walk, who: Who): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: sizes[look.size],
    colorScheme: look.scheme,
    locale: look.language === "de" ? "de-DE" : "en-GB",
    timezoneId: "Europe/Berlin",
    reducedMotion: "reduce",
    deviceScaleFactor: look.size === "phone" ? 2 : 1,
    hasTouch: look.size === "phone",
    baseURL: url,
  });
  context.setDefaultTimeout(15_000);
  // A blinking caret makes every picture another one.
  await context.addInitScript(() =>
    document.addEventListener("DOMContentLoaded", () => document.documentElement.style.setProperty("caret-color", "transparent")),
  );
  if (now) await context.clock.install({ time: now });
  if (who === "nobody") return context;
  const isAgent = who === "administrator" || who === "agent";
  const path = isAgent ? "/api/v1/session" : "/api/v1/portal/session";
  const answer = await context.request.post(path, { data: { login: logins[look.language][who], password: demoPassword }, headers: { origin: url } });
  if (!answer.ok()) throw new Error(`${who} cannot sign in: ${answer.status()} ${await answer.text()}`);
  if (!isAgent) await speakLanguageOf(context, look, url);
  return context;
}

/** Whoever of the demo reads another language chooses this one. */
async function speakLanguageOf({ request }: BrowserContext, { language }: Look, origin: string): Promise<void> {
  const profile = (await (await request.get("/api/v1/portal/profile")).json()) as {
    language: Language | null;
    inherited: { language: { value: Language } };
    version: number;
  };
  if ((profile.language ?? profile.inherited.language.value) === language) return;
  await request.patch("/api/v1/portal/profile", { data: { version: profile.version, language }, headers: { origin } });
}

/** Fonts are there, nothing is a skeleton any more (unless the page shows them for good), and the page has been still for a moment. */
export async function settled(page: Page, showsParts = false): Promise<void> {
  await page.waitForFunction(
    (mayStay) =>
      document.querySelector("h1, form, [role=alert]") !== null && (mayStay || document.querySelector("[class*='Skeleton'], [class*='skeleton']") === null),
    showsParts,
  );
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        const stillMilliseconds = 150;
        let timer = setTimeout(finish, stillMilliseconds);
        const observer = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(finish, stillMilliseconds);
        });
        observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
        function finish() {
          observer.disconnect();
          void document.fonts.ready.then(() => done());
        }
      }),
  );
}
