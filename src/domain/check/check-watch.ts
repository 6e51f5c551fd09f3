import type { Configuration } from "#domain/configuration/configuration.ts";
import { type Problem, unknownName } from "#domain/configuration/finding.ts";

/** Whom Muster would page to see that its pages arrive. */
export function checkWatch({ watch, people }: Configuration): readonly Problem[] {
  const { to } = watch.selfPage ?? {};
  if (to === undefined || !("person" in to) || people.has(to.person)) return [];
  return [unknownName(["watch", "selfPage", "to", "person"], "people", to.person, people.keys())];
}
