import type { Trouble } from "#domain/impairment.ts";
import type { Engine } from "#engine/engine.ts";
import { type Unreached, unreachedPeople } from "#store/page/unreached.ts";

/** Says who was lately reached by no way at all, until a page or a test page arrives again. */
export async function watchReach({ database, configuration, impairments }: Engine): Promise<void> {
  const { people } = configuration();
  const unreached = (await unreachedPeople(database)).filter(({ person }) => people.has(person));
  const troubles = unreached.map((one) => {
    const name = people.get(one.person)?.name ?? one.person;
    return [one.person, troubleWith(name, one)] as const;
  });
  impairments.setAll("person", new Map(troubles));
}

function troubleWith(name: string, { error }: Unreached): Trouble {
  const why = error === null ? "" : ` (${error})`;
  return {
    words: `The last page to ${name} arrived by no way${why}`,
    consequence: `Whoever is next is paged at once instead of ${name}.`,
    fix: `Look at what muster.yaml says of ${name} under people, and have them send themselves a test page in App Home`,
    severity: "degraded",
  };
}
