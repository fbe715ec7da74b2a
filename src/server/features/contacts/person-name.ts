/** What a contact is called on screens and in mails. */
export const personName = (person: { first_name: string; last_name: string; login: string | null; email: string }): string =>
  `${person.first_name} ${person.last_name}`.trim() || person.login || person.email;
