import type { Configuration } from "#domain/configuration/configuration.ts";
import { type Problem, unknownName } from "#domain/configuration/finding.ts";

/** Whom Muster would page to see that its pages arrive. */
export function checkWatch({ watch, people }: Configuration): readonly Problem[] {
  const { to = [] } = watch.selfPage ?? {};
  return to.flatMap((one, index) => {
    if (!("person" in one) || people.has(one.person)) return [];
    const path = ["watch", "selfPage", "to", index, "person"];
    return [unknownName(path, one.person, "people", people.keys())];
  });
}
