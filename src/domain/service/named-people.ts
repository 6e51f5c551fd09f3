import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Policy } from "#domain/escalation/policy.ts";
import type { Span } from "#domain/schedule/span.ts";
import { openIn } from "#domain/schedule/windows.ts";

/** Whom policies of services call by name at some time of the span, and by which policy first. */
export function namedWithin(
  { services, policies, people }: Configuration,
  span: Span,
): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (const { policy: id } of services.values()) {
    const policy = policies.get(id);
    const persons = policy === undefined ? [] : namesIn(policy, span);
    const fresh = persons.filter((person) => people.has(person) && !named.has(person));
    for (const person of fresh) named.set(person, id);
  }
  return named;
}

function namesIn({ levels }: Policy, span: Span): readonly string[] {
  return levels
    .filter(
      ({ when }) => when === undefined || openIn(when.windows, when.timezone, span).length > 0,
    )
    .flatMap(({ notify }) => notify)
    .flatMap((entry) => ("person" in entry ? [entry.person] : []));
}
