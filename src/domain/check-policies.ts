import type { Configuration } from "./configuration.ts";
import { errorAt, type KeyPath, type Problem, unknownName, warningAt } from "./finding.ts";
import type { Policy } from "./policy.ts";

type Level = Policy["levels"][number];

/** Names that mean nobody, levels that reach nobody, and people and policies that nothing ever calls. */
export function checkPolicies(configuration: Configuration): readonly Problem[] {
  const levels = [...configuration.policies.values()].flatMap((policy) =>
    policy.levels.flatMap((level, index) =>
      checkLevel(configuration, level, ["policies", policy.id, "levels", index]),
    ),
  );
  return [...levels, ...findIdlePolicies(configuration), ...findIdlePeople(configuration)];
}

function checkLevel(
  { people }: Configuration,
  { notify }: Level,
  path: KeyPath,
): readonly Problem[] {
  const unknown = notify.flatMap((target, index): readonly Problem[] => {
    if ("channel" in target || people.has(target.person)) return [];
    const place = [...path, "notify", index, "person"];
    return [unknownName(place, target.person, "people", people.keys())];
  });
  if (unknown.length < notify.length) return unknown;
  const fix = "name a person of people, or a channel";
  return [...unknown, errorAt(path, "this level reaches nobody", fix)];
}

function findIdlePolicies({ policies, services }: Configuration): readonly Problem[] {
  const used = new Set([...services.values()].map(({ policy }) => policy));
  return [...policies.keys()]
    .filter((id) => !used.has(id))
    .map((id) => {
      const fix = "name it as the policy of a service, or take it out";
      return warningAt(["policies", id], `no service uses the policy ${id}`, fix);
    });
}

function findIdlePeople({ people, policies, services }: Configuration): readonly Problem[] {
  const used = [...services.values()].map(({ policy }) => policies.get(policy)?.levels ?? []);
  const targets = used.flat().flatMap(({ notify }) => notify);
  const paged = new Set(targets.map((target) => ("person" in target ? target.person : null)));
  return [...people.values()]
    .filter(({ id, admin }) => !admin && !paged.has(id))
    .map(({ id, name }) => {
      const fix = "add them to a level of a policy that a service uses, or take them out";
      return warningAt(["people", id], `nobody ever pages ${name}`, fix);
    });
}
