/** NEW-01: ten situations of everyday support; the first line of the answer says what somebody has to know. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { explainAccess } from "#contract/access.ts";
import { startTestApp, type TestApp } from "#test/app.ts";
import { SITUATIONS, type Situation, type SituationName, setUpSituations } from "#test/screens/situations.ts";

let app: TestApp;
let situations: Situation[];
beforeAll(async () => {
  app = await startTestApp();
  situations = await setUpSituations(app, app.now());
});
afterAll(() => app.close());

/** For a yes the sentence of the path that leads, else the headline. */
const answers: Record<SituationName, { en: RegExp; de: RegExp }> = {
  "own-not-visible": {
    en: /^No: no right on group Human resources lets Anna Berger read$/,
    de: /^Nein, kein Recht auf die Gruppe Human resources lässt Anna Berger lesen$/,
  },
  "colleague-visible": { en: /^Role Advanced in Nordwind Energie GmbH$/, de: /^Rolle \S+ in Nordwind Energie GmbH$/ },
  partner: { en: /^A right on group Service desk for tickets of other companies$/, de: /^Ein Recht auf die Gruppe Service desk für Tickets anderer Firmen$/ },
  "frozen-tasks": {
    en: /^No: the grant on project Office relocation covers the tasks that existed then, and task Furniture is not among them$/,
    de: /^Nein, die Berechtigung für das Projekt Office relocation gilt für die damals bestehenden Vorgänge, und der Vorgang Furniture gehört nicht dazu$/,
  },
  "ended-grant": { en: /^No: the grant on project Website has ended$/, de: /^Nein, die Berechtigung für das Projekt Website ist beendet$/ },
  confidential: { en: /^No: the ticket is confidential$/, de: /^Nein, das Ticket ist vertraulich$/ },
  "read-only": {
    en: /^No: the grant on project Network renewal is read-only$/,
    de: /^Nein, die Berechtigung für das Projekt Network renewal erlaubt nur Lesen$/,
  },
  "family-upwards-only": {
    en: /^No\. Nordwind Energie GmbH does not show its tickets to its parent company\.$/,
    de: /^Nein\. Nordwind Energie GmbH zeigt der Mutterfirma die eigenen Tickets nicht\.$/,
  },
  window: { en: /^No: the ticket is older than \d+ \w+ 20\d\d$/, de: /^Nein, das Ticket ist älter als \d/ },
  moved: {
    en: /^No\. Own ticket, but the membership in Nordwind Energie GmbH has ended\.$/,
    de: /^Nein\. Eigenes Ticket, aber die Zuordnung zu Nordwind Energie GmbH ist beendet\.$/,
  },
};

test.each(SITUATIONS)("%s", async (name) => {
  const situation = situations.find((one) => one.name === name);
  if (!situation) throw new Error(`${name} is not set up`);
  const { contactId: contact, ticketId: ticket, verb, allowed } = situation;
  for (const language of ["en", "de"] as const) {
    const headers = { "accept-language": language };
    const explanation = await app.call(await app.administrator(), explainAccess, { query: { contact, ticket, verb }, headers });
    expect(explanation.allowed).toBe(allowed);
    const said = allowed ? explanation.paths.find((path) => path.open)?.sentence : explanation.headline;
    expect(said).toMatch(answers[name][language]);
  }
});
