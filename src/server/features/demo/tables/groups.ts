/** Groups, queues and services of the demo, named in the language of the installation. */
import type { Language } from "#server/platform/i18n/translate.ts";

export type Named = Readonly<Record<Language, string>>;

export const groups = {
  helpdesk: { de: "Helpdesk", en: "Helpdesk" },
  workplace: { de: "Arbeitsplatz", en: "Workplace" },
  software: { de: "Software", en: "Software" },
  network: { de: "Netzwerk", en: "Network" },
  server: { de: "Server", en: "Servers" },
  security: { de: "Sicherheit", en: "Security" },
  contracts: { de: "Verträge", en: "Contracts" },
  personnel: { de: "Personal", en: "People" },
  maintenance: { de: "Wartung", en: "Maintenance" },
} as const satisfies Record<string, Named>;
export type GroupKey = keyof typeof groups;

export type QueueRow = { name: Named; group: GroupKey; comment?: Named; confidential?: true; followUp?: "reject" | "newTicket"; state?: "closed" };

export const queues = {
  helpdesk: {
    name: { de: "Helpdesk", en: "Helpdesk" },
    group: "helpdesk",
    comment: { de: "Alles, was noch niemand sortiert hat", en: "Everything that nobody has sorted yet" },
  },
  hardware: { name: { de: "Arbeitsplatz::Geräte", en: "Workplace::Devices" }, group: "workplace" },
  printing: { name: { de: "Arbeitsplatz::Drucken", en: "Workplace::Printing" }, group: "workplace" },
  office: { name: { de: "Software::Office", en: "Software::Office" }, group: "software" },
  business: { name: { de: "Software::Fachverfahren", en: "Software::Business" }, group: "software" },
  network: { name: { de: "Netzwerk", en: "Network" }, group: "network" },
  server: { name: { de: "Server", en: "Servers" }, group: "server" },
  security: {
    name: { de: "Sicherheit", en: "Security" },
    group: "security",
    comment: { de: "Phishing, Funde, Freigaben", en: "Phishing, findings, releases" },
  },
  orders: { name: { de: "Bestellungen", en: "Orders" }, group: "contracts" },
  joiners: {
    name: { de: "Personal", en: "People" },
    group: "personnel",
    confidential: true,
    comment: {
      de: "Vertraulich: nur wer eine vertrauliche Rolle hat, und wer selbst fragt",
      en: "Confidential: only people with a confidential role, and the requester",
    },
  },
  maintenance: {
    name: { de: "Wartung", en: "Maintenance" },
    group: "maintenance",
    followUp: "newTicket",
    comment: { de: "Ankündigungen; Fragen dazu als neues Ticket", en: "Announcements; questions go into a new ticket" },
  },
  archive: { name: { de: "Altbestand", en: "Archive" }, group: "helpdesk", followUp: "reject", state: "closed" },
} as const satisfies Record<string, QueueRow>;
export type QueueKey = keyof typeof queues;

export type ServiceRow = { name: Named /** Who may choose it where nothing else is assigned. */; everybody?: true };

export const services = {
  workplace: { name: { de: "Arbeitsplatz", en: "Workplace" }, everybody: true },
  notebook: { name: { de: "Arbeitsplatz::Notebook und PC", en: "Workplace::Laptop and PC" }, everybody: true },
  printer: { name: { de: "Arbeitsplatz::Drucker", en: "Workplace::Printer" }, everybody: true },
  phone: { name: { de: "Arbeitsplatz::Telefon", en: "Workplace::Phone" }, everybody: true },
  mail: { name: { de: "E-Mail und Kalender", en: "Mail and calendar" }, everybody: true },
  files: { name: { de: "Dateiablage", en: "File storage" }, everybody: true },
  account: { name: { de: "Benutzerkonto", en: "User account" }, everybody: true },
  vpn: { name: { de: "VPN und WLAN", en: "VPN and Wi-Fi" }, everybody: true },
  server: { name: { de: "Serverbetrieb", en: "Server operation" } },
  backup: { name: { de: "Serverbetrieb::Datensicherung", en: "Server operation::Backup" } },
  erp: { name: { de: "Warenwirtschaft", en: "Enterprise resource planning" } },
  clinic: { name: { de: "Patientenverwaltung", en: "Patient administration" } },
  billing: { name: { de: "Verbrauchsabrechnung", en: "Meter billing" } },
  security: { name: { de: "Sicherheit", en: "Security" }, everybody: true },
} as const satisfies Record<string, ServiceRow>;
export type ServiceKey = keyof typeof services;
