import type { Target } from "./escalation.ts";

/** The level's channels and one of its people: whoever stands after the one who had the last turn. */
export function whoseTurn(targets: readonly Target[], last: string | undefined): readonly Target[] {
  const people = namesOf(targets);
  const place = last === undefined ? -1 : people.indexOf(last);
  const next = people[(place + 1) % people.length];
  return targets.filter((target) => target.kind !== "person" || target.person === next);
}

export function namesOf(targets: readonly Target[]): readonly string[] {
  return targets.flatMap((target) => (target.kind === "person" ? [target.person] : []));
}
