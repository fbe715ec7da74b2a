/** Why the demo does not go into a database: a code for the program, one plain line for the person at the terminal. */
export class DemoError extends Error {
  override readonly name = "DemoError";
  readonly code = "demo.databaseFilled";
  constructor() {
    super(
      "This database already holds something else, and nothing was changed. The demo goes into an empty place only. Example: PFORTE_DATA=./demo npm start -- --demo",
    );
  }
}
