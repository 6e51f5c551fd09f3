import type { Trouble } from "#domain/impairment.ts";
import type { Engine } from "#engine/engine.ts";
import { groupTroubles } from "#store/slack/slack-groups.ts";

/** Says which user groups do not follow who is on call, of those that a schedule still names. */
export async function lookAtGroups({
  database,
  configuration,
  impairments,
}: Engine): Promise<void> {
  const schedules = [...configuration().schedules.values()];
  const named = new Set(schedules.flatMap(({ groups }) => groups.map(({ group }) => group)));
  const troubles = [...(await groupTroubles(database.kysely))]
    .filter(([group]) => named.has(group))
    .map(([group, trouble]) => [group, troubleOf(group, trouble)] as const);
  impairments.setAll("user-group", new Map(troubles));
}

function troubleOf(group: string, trouble: string): Trouble {
  return {
    words: `The user group ${group} does not follow who is on call`,
    consequence: "Whoever mentions it calls whoever is in it by now.",
    fix: trouble,
    severity: "degraded",
  };
}
