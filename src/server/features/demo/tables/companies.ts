/** Companies of the demo: three families and some on their own, with what they may use. */
import type { Language } from "#server/platform/i18n/translate.ts";
import type { GroupKey, ServiceKey } from "./groups.ts";

export type Level = "read" | "create" | "edit";
export type RightRow = { group: GroupKey; level: Level /** Days from the start, negative before it. */; from?: number; until?: number };

export type CompanyRow = {
  number: string;
  name: string;
  domain: string;
  street: string;
  zip: string;
  city: string;
  country: string;
  language: Language;
  timeZone?: string;
  parent?: string;
  billedBy?: string;
  state?: "suspended" | "closed";
  portal?: false;
  classification?: string;
  comment?: string;
  /** Days before the start when it became a customer. */
  since: number;
  /** For tickets of its own. */
  rights: readonly RightRow[];
  /** For tickets of other companies (path partner). */
  partnerRights?: readonly RightRow[];
  /** Replace what everybody may choose. */
  services?: readonly ServiceKey[];
  /** Where devices stand and people sit. */
  places: readonly string[];
  /** How many tickets it has, against the others. */
  weight: number;
};

const full: readonly RightRow[] = [
  { group: "workplace", level: "edit" },
  { group: "software", level: "edit" },
  { group: "network", level: "edit" },
  { group: "server", level: "read" },
  { group: "security", level: "edit" },
];
const small: readonly RightRow[] = [
  { group: "workplace", level: "edit" },
  { group: "software", level: "edit" },
  { group: "network", level: "edit" },
];
const common: readonly ServiceKey[] = ["workplace", "notebook", "printer", "phone", "mail", "files", "account", "vpn", "security"];

export const companies = {
  falkenried: {
    number: "10010",
    name: "Falkenried AG",
    domain: "falkenried.example",
    street: "Deisterallee 12",
    zip: "30449",
    city: "Hannover",
    country: "Deutschland",
    language: "de",
    classification: "A",
    comment: "Rahmenvertrag für die ganze Gruppe, Ansprechpartnerin ist Claudia Wiemann",
    since: 530,
    rights: [...full, { group: "contracts", level: "edit" }, { group: "personnel", level: "create" }],
    services: [...common, "server", "backup", "erp"],
    places: ["Empfang", "Raum 3.14", "Raum 2.08", "Besprechung Deister", "Vorstandsetage"],
    weight: 6,
  },
  antriebe: {
    number: "10011",
    name: "Falkenried Antriebe GmbH",
    domain: "falkenried-antriebe.example",
    street: "Werkstraße 4",
    zip: "31135",
    city: "Hildesheim",
    country: "Deutschland",
    language: "de",
    parent: "falkenried",
    classification: "A",
    since: 528,
    rights: [...full, { group: "contracts", level: "read" }, { group: "personnel", level: "create" }],
    services: [...common, "server", "backup", "erp"],
    places: ["Halle 2", "Halle 3", "Wareneingang", "Meisterbüro", "Konstruktion", "Messraum"],
    weight: 15,
  },
  logistik: {
    number: "10012",
    name: "Falkenried Logistik GmbH",
    domain: "falkenried-logistik.example",
    street: "Am Güterbahnhof 30",
    zip: "31137",
    city: "Hildesheim",
    country: "Deutschland",
    language: "de",
    parent: "falkenried",
    classification: "B",
    since: 410,
    rights: full,
    services: [...common, "erp"],
    places: ["Lager Nord", "Rampe 4", "Leitstand", "Disposition", "Versandbüro"],
    weight: 9,
  },
  service: {
    number: "10013",
    name: "Falkenried Service GmbH",
    domain: "falkenried-service.example",
    street: "Werkstraße 6",
    zip: "31135",
    city: "Hildesheim",
    country: "Deutschland",
    language: "de",
    parent: "antriebe",
    since: 230,
    rights: small,
    places: ["Werkstatt", "Innendienst", "Servicewagen 7"],
    weight: 4,
  },
  thornleigh: {
    number: "10020",
    name: "Thornleigh Group plc",
    domain: "thornleigh.example",
    street: "14 Saltmarsh Row",
    zip: "LS1 4QT",
    city: "Leeds",
    country: "United Kingdom",
    language: "en",
    timeZone: "Europe/London",
    classification: "A",
    comment: "One contract for the group; invoices go to Leeds",
    since: 400,
    rights: [...full, { group: "contracts", level: "edit" }, { group: "personnel", level: "create" }],
    services: [...common, "server", "backup", "erp"],
    places: ["the front desk", "meeting room 4", "the third floor", "the board room"],
    weight: 5,
  },
  foods: {
    number: "10021",
    name: "Thornleigh Foods Ltd",
    domain: "thornleighfoods.example",
    street: "Unit 3, Calder Park",
    zip: "WF2 7UA",
    city: "Wakefield",
    country: "United Kingdom",
    language: "en",
    timeZone: "Europe/London",
    parent: "thornleigh",
    classification: "A",
    since: 398,
    rights: [...full, { group: "contracts", level: "read" }],
    services: [...common, "server", "backup", "erp"],
    places: ["the packing hall", "the cold store office", "the lab", "goods in", "the sales office"],
    weight: 14,
  },
  packaging: {
    number: "10022",
    name: "Thornleigh Packaging Ltd",
    domain: "thornleighpackaging.example",
    street: "9 Foundry Lane",
    zip: "HX1 5ND",
    city: "Halifax",
    country: "United Kingdom",
    language: "en",
    timeZone: "Europe/London",
    parent: "thornleigh",
    classification: "B",
    since: 240,
    rights: [...small, { group: "security", level: "edit" }, { group: "server", level: "read", from: -45, until: 46 }],
    places: ["line 2", "the print room", "the warehouse", "dispatch"],
    weight: 7,
  },
  auental: {
    number: "10030",
    name: "Klinikverbund Auental gGmbH",
    domain: "klinikverbund-auental.example",
    street: "Parkstraße 1",
    zip: "37154",
    city: "Northeim",
    country: "Deutschland",
    language: "de",
    classification: "A",
    comment: "Vor jedem Eingriff im Betrieb: Leitstelle anrufen",
    since: 505,
    rights: [...full, { group: "contracts", level: "edit" }, { group: "personnel", level: "create" }],
    services: [...common, "server", "backup", "clinic"],
    places: ["Station 2", "Station 5", "Aufnahme", "Labor", "Verwaltung", "Radiologie"],
    weight: 11,
  },
  mvz: {
    number: "10031",
    name: "MVZ Auental GmbH",
    domain: "mvz-auental.example",
    street: "Bahnhofstraße 22",
    zip: "37154",
    city: "Northeim",
    country: "Deutschland",
    language: "de",
    parent: "auental",
    since: 380,
    rights: [...small, { group: "security", level: "edit" }],
    services: [...common, "clinic"],
    places: ["Anmeldung", "Sprechzimmer 2", "Sprechzimmer 4", "Röntgen"],
    weight: 6,
  },
  lindenhof: {
    number: "10032",
    name: "Pflegehaus Lindenhof gGmbH",
    domain: "pflegehaus-lindenhof.example",
    street: "Lindenweg 8",
    zip: "37176",
    city: "Nörten-Hardenberg",
    country: "Deutschland",
    language: "de",
    parent: "auental",
    billedBy: "auental",
    since: 150,
    rights: small,
    places: ["Dienstzimmer Ost", "Dienstzimmer West", "Verwaltung", "Küche"],
    weight: 4,
  },
  seidel: {
    number: "10040",
    name: "Kanzlei Dr. Seidel & Partner",
    domain: "kanzlei-seidel.example",
    street: "Marktplatz 3",
    zip: "37073",
    city: "Göttingen",
    country: "Deutschland",
    language: "de",
    classification: "B",
    since: 450,
    rights: [...small, { group: "contracts", level: "edit" }, { group: "security", level: "edit" }],
    places: ["Sekretariat", "Bibliothek", "Besprechung 1", "Büro Dr. Seidel"],
    weight: 6,
  },
  lohbrueck: {
    number: "10041",
    name: "Stadtwerke Lohbrück",
    domain: "stadtwerke-lohbrueck.example",
    street: "Turbinenweg 2",
    zip: "31515",
    city: "Lohbrück",
    country: "Deutschland",
    language: "de",
    classification: "A",
    since: 340,
    rights: [...full, { group: "contracts", level: "read" }],
    services: [...common, "server", "backup", "billing"],
    places: ["Leitwarte", "Kundenzentrum", "Zählerwerkstatt", "Umspannwerk Süd"],
    weight: 8,
  },
  alder: {
    number: "10042",
    name: "Alder & Finch Architects",
    domain: "alderfinch.example",
    street: "27 Quayside",
    zip: "BS1 6TE",
    city: "Bristol",
    country: "United Kingdom",
    language: "en",
    timeZone: "Europe/London",
    since: 300,
    rights: small,
    places: ["the studio", "the model shop", "meeting room 1"],
    weight: 6,
  },
  kabelhof: {
    number: "10050",
    name: "Kabelhof Elektrotechnik GmbH",
    domain: "kabelhof.example",
    street: "Kupfergasse 17",
    zip: "31134",
    city: "Hildesheim",
    country: "Deutschland",
    language: "de",
    comment: "Verlegt Netze bei unseren Kunden; sieht deren Netzwerk-Tickets",
    since: 320,
    rights: [{ group: "network", level: "edit" }],
    partnerRights: [{ group: "network", level: "edit" }],
    places: ["Werkstatt", "Büro"],
    weight: 2,
  },
  nordmeer: {
    number: "10051",
    name: "Nordmeer Reederei GmbH",
    domain: "nordmeer-reederei.example",
    street: "Kaispeicher 5",
    zip: "26723",
    city: "Emden",
    country: "Deutschland",
    language: "de",
    portal: false,
    comment: "Portal erst nach der Schulung im neuen Jahr",
    since: 60,
    rights: small,
    places: ["Reedereibüro", "Liegeplatz 3"],
    weight: 2,
  },
  kornmann: {
    number: "10052",
    name: "Bäckerei Kornmann e. K.",
    domain: "baeckerei-kornmann.example",
    street: "Mühlenstraße 40",
    zip: "31061",
    city: "Alfeld",
    country: "Deutschland",
    language: "de",
    state: "suspended",
    comment: "Ruht bis zum Umzug der Backstube",
    since: 360,
    rights: small,
    places: ["Backstube", "Filiale Markt"],
    weight: 2,
  },
} as const satisfies Record<string, CompanyRow>;

export type CompanyKey = keyof typeof companies;
export const companyKeys = Object.keys(companies) as CompanyKey[];
