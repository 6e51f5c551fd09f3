import type { DateTime } from "luxon";
import { hasOnlySlack } from "#engine/reachable.ts";
import type { Reach } from "#slack/views/shift-notices.ts";
import { failureOf } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";
import { periodOf } from "./watch-silence.ts";

type Shift = { readonly start: DateTime; readonly end: DateTime | null };

/** How somebody can be reached during a shift: when Slack does not ring, and whether there is another way. */
export async function reachDuring(out: Outgoing, person: string, shift: Shift): Promise<Reach> {
  return {
    silent: await silentPart(out, person, shift),
    otherWay: await otherWayTo(out, person),
    command: out.engine.configuration().slack.oncallCommand,
  };
}

async function otherWayTo({ engine }: Outgoing, person: string): Promise<Reach["otherWay"]> {
  if (engine.ways().length === 0) return "none";
  return (await hasOnlySlack(engine, person)) ? "can-be-added" : "given";
}

/** Slack tells of the next period only. When it does not say there is no warning: the page does not depend on it. */
async function silentPart(
  out: Outgoing,
  person: string,
  { start, end }: Shift,
): Promise<Reach["silent"]> {
  const user = await out.slackIdOf(person);
  if (user === null || !out.granted("dnd:read")) return null;
  try {
    const silent = periodOf(await out.client.dnd.info({ user }));
    const isCovered = silent.end > start && (end === null || silent.start < end);
    return silent.enabled && isCovered ? silent : null;
  } catch (error) {
    out.engine.logger.warn({ failure: failureOf(error), person }, "Do Not Disturb not known");
    return null;
  }
}
