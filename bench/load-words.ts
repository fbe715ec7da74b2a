/** Names and words of the reference load: made up, half German and half English. */
import type { Random } from "./random.ts";

const list = (text: string): string[] => text.trim().split(/\s+/);

const firstNames = list(`
Anna Bernd Carla Daniel Elif Frank Gerda Hannes Ines Jonas Julia Karin Lars Lena Marco Maria Martin Mehmet Mia Nadine Nils Nora Olga Oskar
Paula Peter Petra Ralf Renate Robert Rosa Sabine Sarah Simon Sofia Stefan Susanne Sven Tanja Thomas Tim Tobias Ulla Uwe Vera Viktor Walter
Wanda Yara Zoe`);
const nameBeginnings = list("Sand Eich Ull Wald Berg Stein Roth Linden Hoch Neu Alt Birk Feld Horn Kalt Moor Rosen Schwarz Tann Wiesen");
const nameEndings = list("stein ler haus bach mann brink dorf eck feld gart heim hof kamp land muth reuter see thal wirth zell");
const branches = list("Logistik Maschinenbau Verlag Handel Software Energie Druckerei Spedition Werkzeugbau Catering Optik Consulting");
const forms = list("GmbH AG KG SE Ltd. e.V.");
export const cities = list("Aachen Bremen Celle Dresden Erfurt Fulda Gera Halle Ingolstadt Jena Kiel Lübeck Mainz Nürnberg Ulm Osnabrück Passau Regensburg");

const germanWords = list(`
Abrechnung Abteilung Adresse Änderung Anfrage Anhang Anlage Anmeldung Anruf Ansicht Antrag Antwort Anwendung Archiv Aufgabe Aufruf Auftrag Ausfall
Auswahl Auswertung Batterie Bedienung Benutzer Bericht Berechtigung Bestellung Bildschirm Bitte Buchung Büro Datei Daten Datum Dienst Dokument
Drucker Eingabe Eingang Einrichtung Einstellung Empfänger Entwurf Ergebnis Ersatz Fehler Fenster Filiale Firma Formular Frage Freigabe Gehäuse
Gerät Gruppe Handbuch Hinweis Inhalt Kabel Kalender Kamera Karte Kasse Kennwort Kollege Konferenz Konto Kopie Kosten Kunde Laufwerk Leitung
Lieferung Liste Lizenz Lösung Meldung Monitor Nachricht Netzwerk Nummer Ordner Passwort Patient Plan Problem Programm Projekt Protokoll Rechner
Rechnung Rückfrage Server Sicherung Speicher Sprache Störung Tastatur Telefon Termin Treiber Umzug Unterlagen Update Urlaub Verbindung Vertrag
Verzeichnis Vorlage Wartung Werk Zugang Zugriff`);
const englishWords = list(`
access account address adapter agenda alarm amount answer approval archive attachment backup badge battery billing board booking branch browser
budget button cable calendar camera cancel capture carrier change charge client cloud code colleague column comment company contract copy
customer dashboard deadline delay delivery desk device dialog disk display document domain draft driver email employee error export failure
feature field file filter folder font form gateway guest guide handset hardware headset import incident index input install invoice issue
keyboard label laptop layout licence link list location login mailbox manual meeting memory message mobile module monitoring mouse network
notice number office order outage owner page panel password payment permission phone picture plan policy port power preview price printer
process profile project quote record refund release remote renewal repair report request reset resource return review room route router safety`);

/** Frequent and rare on purpose: in about a third of the tickets, and in one of 10,000. */
export const commonWord = "Termin";
export const rareWord = "Seilbahn";
/** 248 words. */
export const words = [...germanWords, ...englishWords].slice(0, 248);

const pick = <T>(from: readonly T[], index: number): T => from[index % from.length] as T;

export type PersonName = { first: string; last: string };

/** Of 50 first and 400 last names. */
export function personName(random: Random): PersonName {
  const last = random.below(nameBeginnings.length * nameEndings.length);
  return {
    first: pick(firstNames, random.below(firstNames.length)),
    last: pick(nameBeginnings, Math.floor(last / nameEndings.length)) + pick(nameEndings, last),
  };
}

/** `Sandstein Logistik GmbH 00042`: unique by its number. */
export function companyName(random: Random, number: number): string {
  const last = personName(random).last;
  return `${last} ${pick(branches, random.below(branches.length))} ${pick(forms, random.below(forms.length))} ${String(number).padStart(5, "0")}`;
}

const word = (random: Random): string => words[random.below(words.length)] as string;

/** 4 to 8 words. */
export function subject(random: Random, rare: boolean): string {
  const chosen = Array.from({ length: 4 + random.below(5) }, () => word(random));
  if (rare) chosen[1] = rareWord;
  return chosen.join(" ");
}

const lineLength = 77;

/** About 300 characters in lines of about 75; now and then with the common word. */
export function body(random: Random): string {
  const lines: string[] = [];
  let common = random.next() < 0.15;
  while (lines.length < 4) {
    let line = common ? commonWord : word(random);
    common = false;
    for (let next = word(random); line.length + next.length < lineLength; next = word(random)) line += ` ${next}`;
    lines.push(line);
  }
  return lines.join("\n");
}
