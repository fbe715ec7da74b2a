/** The pictures that belong to the repository: docs/tour.md walks through them, and README.md shows three. */
import type { Look } from "./walk.ts";

export type TourPicture = { screen: string; look: Look };

const desktop = (screen: string, language: Look["language"] = "en", scheme: Look["scheme"] = "light"): TourPicture => ({
  screen,
  look: { language, scheme, size: "desktop" },
});
const phone = (screen: string, language: Look["language"] = "en", scheme: Look["scheme"] = "light"): TourPicture => ({
  screen,
  look: { language, scheme, size: "phone" },
});

export const tour: readonly TourPicture[] = [
  desktop("workspace-tickets"),
  desktop("workspace-ticket"),
  desktop("workspace-why-yes"),
  desktop("workspace-why-no", "de", "dark"),
  desktop("workspace-who"),
  desktop("workspace-company-access"),
  desktop("workspace-contact-access", "de"),
  desktop("workspace-contacts", "en", "dark"),
  desktop("workspace-tickets-palette"),
  desktop("workspace-audit", "de"),
  desktop("portal-home"),
  desktop("portal-ticket", "de"),
  desktop("portal-new-request"),
  phone("portal-home", "de"),
  phone("portal-ticket", "en", "dark"),
  phone("portal-tickets"),
];

export const pictureName = (screen: string, { language, scheme, size }: Look): string => `${screen}-${size}-${scheme}-${language}.webp`;
