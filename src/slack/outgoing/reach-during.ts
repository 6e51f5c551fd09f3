import { DateTime } from "luxon";
import type { Reach } from "#slack/views/shift-notices.ts";
import { readWishes } from "#store/contacts.ts";
import { failureOf } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";

type Shift = { readonly start: DateTime; readonly end: DateTime | null };

/** How somebody can be reached during a shift: when Slack does not ring, and whether there is another way. */
export async function reachDuring(out: Outgoing, person: string, shift: Shift): Promise<Reach> {
  const { contacts } = await readWishes(out.engine.database.kysely, person);
  return {
    silent: await silentPart(out, person, shift),
    hasOtherWay: contacts.length > 0,
    command: out.engine.configuration().slack.oncallCommand,
  };
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
    const dnd = await out.client.dnd.info({ user });
    if (dnd.dnd_enabled !== true) return null;
    const silent = {
      start: DateTime.fromSeconds(dnd.next_dnd_start_ts ?? 0, { zone: "utc" }),
      end: DateTime.fromSeconds(dnd.next_dnd_end_ts ?? 0, { zone: "utc" }),
    };
    return silent.end > start && (end === null || silent.start < end) ? silent : null;
  } catch (error) {
    out.engine.logger.warn({ failure: failureOf(error), person }, "Do Not Disturb not known");
    return null;
  }
}
