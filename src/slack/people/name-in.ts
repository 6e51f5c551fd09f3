import type { Configuration } from "#domain/configuration/configuration.ts";

/** What the configuration calls a person; one that it does not know goes by what stands for them. */
export function nameIn({ people }: Pick<Configuration, "people">, person: string): string {
  return people.get(person)?.name ?? person;
}
