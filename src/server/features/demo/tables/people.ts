/** Contacts of the demo: who works where, in which role, and who cannot sign in (yet). */
import type { Language } from "#server/platform/i18n/translate.ts";
import type { CompanyKey, RightRow } from "./companies.ts";
import type { RoleKey } from "./roles.ts";

/** Further memberships beside the first one; days count from the start, negative before it. */
type Also = { company: CompanyKey; role: RoleKey; from?: number; until?: number; keepsOwnTickets?: true; forATime?: ForATime };

/** Another role on these days, and why. */
export type ForATime = { role: RoleKey; from: number; until: number; reason: Readonly<Record<Language, string>> };

export type PersonRow = {
  name: string;
  /** How letters begin: Frau or Herr, Ms or Mr. */
  form: "f" | "m";
  company: CompanyKey;
  role: RoleKey;
  /** What the person does there. */
  job: string;
  title?: string;
  /** invited: has a link and no password yet; none: known, but without a sign-in. */
  signIn?: "invited" | "none";
  state?: "suspended" | "closed";
  language?: Language;
  also?: readonly Also[];
  rights?: readonly RightRow[];
  /** Dates of the first membership, and from when on it sees tickets. */
  from?: number;
  until?: number;
  seesSince?: number;
  /** Writes more than others. */
  often?: true;
};

const person = (
  name: string,
  form: PersonRow["form"],
  company: CompanyKey,
  role: RoleKey,
  job: string,
  more: Omit<PersonRow, "name" | "form" | "company" | "role" | "job"> = {},
): PersonRow => ({ name, form, company, role, job, ...more });

const standIn: ForATime = { role: "advanced", from: -3, until: 12, reason: { de: "Urlaubsvertretung", en: "Stands in during a holiday" } };

export const people: readonly PersonRow[] = [
  // ── Falkenried ──
  person("Claudia Wiemann", "f", "falkenried", "manager", "Leiterin IT-Koordination", { often: true, rights: [{ group: "personnel", level: "read" }] }),
  person("Henrik Falkenried", "m", "falkenried", "advanced", "Vorstand", { title: "Dr." }),
  person("Birgit Sandmann", "f", "falkenried", "personnel", "Personalleiterin", { rights: [{ group: "personnel", level: "edit" }], often: true }),
  person("Thorsten Ebeling", "m", "falkenried", "advanced", "Finanzbuchhaltung"),
  person("Katrin Loos", "f", "falkenried", "basic", "Assistenz Vorstand", { often: true }),
  person("Ulrich Pape", "m", "falkenried", "observer", "Revision"),
  person("Anna Berger", "f", "antriebe", "advanced", "Fertigungsplanung", { often: true, also: [{ company: "service", role: "basic", forATime: standIn }] }),
  person("Jan Roth", "m", "antriebe", "basic", "Meister Halle 2", { often: true }),
  person("Dirk Hagedorn", "m", "antriebe", "manager", "Werkleiter"),
  person("Silke Amelung", "f", "antriebe", "basic", "Wareneingang", { often: true }),
  person("Mehmet Yıldız", "m", "antriebe", "basic", "Instandhaltung"),
  person("Franziska Böhm", "f", "antriebe", "advanced", "Konstruktion"),
  person("Oskar Lindqvist", "m", "antriebe", "basic", "Konstruktion", { language: "en" }),
  person("Renate Kuhlmann", "f", "antriebe", "basic", "Qualitätssicherung", { signIn: "none" }),
  person("Paul Wittekind", "m", "antriebe", "basic", "Werkstudent", { from: -200, until: -18 }),
  person("Nele Brandes", "f", "antriebe", "basic", "Auszubildende", { signIn: "invited" }),
  person("Gerd Hoffmeister", "m", "antriebe", "basic", "Messraum", { state: "closed" }),
  person("Stefan Rabe", "m", "logistik", "advanced", "Disposition", { often: true }),
  person("Ilona Petersen", "f", "logistik", "manager", "Standortleiterin"),
  person("Marek Nowak", "m", "logistik", "basic", "Leitstand", { often: true }),
  person("Yvonne Greve", "f", "logistik", "basic", "Versand"),
  person("Tobias Senger", "m", "logistik", "basic", "Lager", { state: "suspended" }),
  person("Lea Harms", "f", "logistik", "basic", "Zoll", { seesSince: -40, from: -40 }),
  person("Frank Osterloh", "m", "logistik", "basic", "Fuhrpark", { signIn: "none" }),
  person("Volker Meinecke", "m", "service", "advanced", "Leiter Innendienst", { also: [{ company: "antriebe", role: "observer" }], often: true }),
  person("Sandra Thiel", "f", "service", "basic", "Einsatzplanung"),
  person("Kevin Mahlstedt", "m", "service", "basic", "Servicetechniker", { also: [{ company: "antriebe", role: "basic", until: -30, keepsOwnTickets: true }] }),
  person("Rolf Dettmer", "m", "service", "basic", "Servicetechniker", { signIn: "invited" }),

  // ── Thornleigh ──
  person("Helen Ashworth", "f", "thornleigh", "manager", "Head of IT", { often: true, rights: [{ group: "personnel", level: "read" }] }),
  person("Rupert Thornleigh", "m", "thornleigh", "advanced", "Managing director"),
  person("Grace Adeyemi", "f", "thornleigh", "personnel", "HR business partner", { rights: [{ group: "personnel", level: "edit" }], often: true }),
  person("Martin Pell", "m", "thornleigh", "advanced", "Financial controller"),
  person("Josie Marsh", "f", "thornleigh", "basic", "Reception", { often: true }),
  person("Oliver Grant", "m", "foods", "advanced", "Production planner", { often: true, also: [{ company: "packaging", role: "basic", forATime: standIn }] }),
  person("Priya Nair", "f", "foods", "advanced", "Quality manager", { often: true }),
  person("Callum Reid", "m", "foods", "basic", "Packing hall supervisor", { often: true }),
  person("Susan Hebden", "f", "foods", "manager", "Site manager"),
  person("Ewan Frost", "m", "foods", "basic", "Maintenance"),
  person("Bethan Price", "f", "foods", "basic", "Laboratory"),
  person("Daniel Okafor", "m", "foods", "basic", "Goods in"),
  person("Molly Hargrave", "f", "foods", "basic", "Sales office", { signIn: "invited" }),
  person("Keith Barraclough", "m", "foods", "basic", "Night shift", { signIn: "none" }),
  person("Leanne Sykes", "f", "foods", "basic", "Temporary staff", { from: -120, until: 21 }),
  person("Nathan Doyle", "m", "packaging", "advanced", "Print manager", { often: true }),
  person("Zoe Lister", "f", "packaging", "basic", "Dispatch", { often: true }),
  person("Aaron Webb", "m", "packaging", "basic", "Line 2", {}),
  person("Ruth Calloway", "f", "packaging", "basic", "Accounts", { state: "suspended" }),

  // ── Auental ──
  person("Johanna Reuter", "f", "auental", "manager", "Leiterin Medizintechnik und IT", { title: "Dr.", often: true }),
  person("Markus Stamm", "m", "auental", "advanced", "Verwaltung"),
  person("Cornelia Busch", "f", "auental", "personnel", "Personalstelle", { rights: [{ group: "personnel", level: "edit" }], often: true }),
  person("Elif Demirci", "f", "auental", "basic", "Stationsleitung 5", { often: true }),
  person("Georg Nolte", "m", "auental", "advanced", "Chefarzt Radiologie", { title: "Prof. Dr." }),
  person("Heike Warnecke", "f", "auental", "basic", "Aufnahme", { often: true }),
  person("Ahmad Rahimi", "m", "auental", "basic", "Labor"),
  person("Simone Kater", "f", "auental", "basic", "Sekretariat Chirurgie", { signIn: "none" }),
  person("Bastian Uhl", "m", "auental", "observer", "Datenschutzbeauftragter", {
    also: [
      { company: "mvz", role: "observer" },
      { company: "lindenhof", role: "observer" },
    ],
  }),
  person("Tanja Vollmer", "f", "mvz", "advanced", "Praxismanagerin", { often: true }),
  person("Peter Jansen", "m", "mvz", "basic", "Facharzt", { title: "Dr." }),
  person("Carla Simonis", "f", "mvz", "basic", "Anmeldung", { often: true }),
  person("Mareike Finke", "f", "mvz", "basic", "Anmeldung", { signIn: "invited" }),
  person("Hildegard Sommer", "f", "lindenhof", "advanced", "Pflegedienstleiterin", { often: true }),
  person("Andreas Kolb", "m", "lindenhof", "basic", "Haustechnik"),
  person("Svenja Tietz", "f", "lindenhof", "basic", "Dienstzimmer West", {}),

  // ── on their own ──
  person("Konrad Seidel", "m", "seidel", "manager", "Partner", { title: "Dr." }),
  person("Beate Marquardt", "f", "seidel", "advanced", "Büroleiterin", { often: true }),
  person("Lena Voss", "f", "seidel", "basic", "Rechtsanwältin"),
  person("Ingo Scherer", "m", "seidel", "basic", "Rechtsanwalt", { signIn: "none" }),
  person("Carsten Uphoff", "m", "lohbrueck", "manager", "Leiter Betrieb"),
  person("Miriam Kessel", "f", "lohbrueck", "advanced", "Kundenzentrum", { often: true }),
  person("Dennis Albers", "m", "lohbrueck", "basic", "Leitwarte", { often: true }),
  person("Rosa Steinbach", "f", "lohbrueck", "basic", "Zählerwesen"),
  person("Jens Tewes", "m", "lohbrueck", "basic", "Netzmeister", { state: "closed" }),
  person("Imogen Finch", "f", "alder", "manager", "Partner"),
  person("Toby Alder", "m", "alder", "advanced", "Partner"),
  person("Saskia Lowe", "f", "alder", "basic", "Architect", { often: true }),
  person("Ravi Menon", "m", "alder", "basic", "Visualisation"),
  person("Uwe Kappel", "m", "kabelhof", "advanced", "Inhaber", { often: true }),
  person("Sina Kappel", "f", "kabelhof", "advanced", "Baustellenplanung"),
  person("Enno Visser", "m", "nordmeer", "advanced", "Leiter Flottenbüro", { signIn: "none" }),
  person("Wiebke Ahlers", "f", "nordmeer", "basic", "Crewing", { signIn: "none" }),
  person("Josef Kornmann", "m", "kornmann", "manager", "Inhaber"),
  person("Traudel Kornmann", "f", "kornmann", "basic", "Büro"),
];

/** Who the start prints, in the language of the installation. */
export const tried = {
  de: { manager: "Claudia Wiemann", contact: "Anna Berger" },
  en: { manager: "Helen Ashworth", contact: "Oliver Grant" },
} as const satisfies Record<Language, { manager: string; contact: string }>;
