import type { Configuration } from "#domain/configuration/configuration.ts";
import { closestName } from "#domain/configuration/did-you-mean.ts";
import type { Standing } from "#engine/budget/standings.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Message } from "#slack/words/blocks.ts";
import { outside } from "#slack/words/mrkdwn.ts";

type Around = Pick<Configuration, "services" | "teams">;

export type FoundObjectives =
  | { readonly kind: "found"; readonly standings: readonly Standing[] }
  /** Why there is none, and what there is. */
  | { readonly kind: "none"; readonly reason: Message };

const MOST_NAMES = 20;

const NO_OBJECTIVES = say(
  "No service promises anything yet: write objectives under `slos` in muster.yaml, or name the files that have them under `sloFiles`.",
);

/** Those that a name stands for: its id, its service and name, or all of a service or team; all without a name. */
export function findObjectives(
  standings: readonly Standing[],
  around: Around,
  typed: string,
): FoundObjectives {
  if (standings.length === 0) return { kind: "none", reason: NO_OBJECTIVES };
  const name = typed.trim().toLowerCase().replaceAll(/\s+/g, " ");
  if (name === "") return { kind: "found", standings };
  const exact = standings.filter(({ objective }) => ownNames(objective).includes(name));
  if (exact.length > 0) return { kind: "found", standings: exact };
  const wide = standings.filter(({ objective }) => wideNames(objective, around).includes(name));
  return wide.length > 0
    ? { kind: "found", standings: wide }
    : { kind: "none", reason: noSuchObjective(standings, around, typed) };
}

type Promised = Standing["objective"];

function ownNames({ id, service, name }: Promised): readonly string[] {
  return [id, `${service} ${name}`, `${service}/${name}`].map((one) => one.toLowerCase());
}

/** Several may have these. */
function wideNames(
  { service: id, name }: Promised,
  { services, teams }: Around,
): readonly string[] {
  const service = services.get(id);
  const team = service === undefined ? undefined : teams.get(service.team);
  const names = [name, id, service?.name, team?.id, team?.name];
  return names.flatMap((one) => (one === undefined ? [] : [one.toLowerCase()]));
}

function noSuchObjective(standings: readonly Standing[], around: Around, typed: string): Message {
  const ids = standings.map(({ objective }) => objective.id);
  const all = standings.flatMap(({ objective }) => wideNames(objective, around));
  const guess = closestName(typed.trim(), new Set([...ids, ...all]));
  const names = ids.slice(0, MOST_NAMES).map((id) => outside(id, 80));
  const rest = ids.length > MOST_NAMES ? ` and ${ids.length - MOST_NAMES} more` : "";
  const hint =
    guess === null
      ? `There are: ${names.join(", ")}${rest}.`
      : `Did you mean ${outside(guess, 80)}?`;
  return say(`No objective, service or team is called ${outside(typed, 60)}. ${hint}`);
}
