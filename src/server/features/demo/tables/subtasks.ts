/** What agents divide their work into, told apart so that neighbouring tickets do not repeat each other. `hours`: what is planned. */
export type SubtaskLine = { en: string; de: string; hours: number | null };

export const subtaskLists: readonly (readonly SubtaskLine[])[] = [
  [
    { en: "Reproduce the fault", de: "Fehler nachstellen", hours: 0.5 },
    { en: "Look through the log files of the last two days", de: "Protokolle der letzten zwei Tage durchsehen", hours: 1 },
    { en: "Try the correction on the test system", de: "Korrektur auf dem Testsystem ausprobieren", hours: 2 },
    { en: "Bring it into production after 6 pm", de: "Nach 18 Uhr in den Betrieb übernehmen", hours: 1 },
    { en: "Have the requester confirm", de: "Vom Anfragenden bestätigen lassen", hours: null },
  ],
  [
    { en: "Ask the supplier for a quotation", de: "Angebot beim Lieferanten einholen", hours: 0.25 },
    { en: "Have the order released", de: "Bestellung freigeben lassen", hours: null },
    { en: "Set up the device", de: "Gerät einrichten", hours: 1.5 },
  ],
  [
    { en: "Agree on a maintenance window", de: "Wartungsfenster abstimmen", hours: 0.25 },
    { en: "Back up the data", de: "Daten sichern", hours: 1 },
    { en: "Carry out the change", de: "Änderung durchführen", hours: 3 },
    { en: "Check and document", de: "Prüfen und dokumentieren", hours: 1 },
  ],
];
