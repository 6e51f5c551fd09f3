import type { IncidentFacts } from "#engine/incident/read-facts.ts";
import { noteShown, type SlackChannel } from "#store/slack/slack-channels.ts";
import { asError, failureOf } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";

const AT_ONCE = 100;
const HARMLESS = new Set(["already_in_channel", "cant_invite_self"]);

/** Invites those who were paged, whoever has it or a role in it, and the team; each of them once. */
export async function invitePeople(
  out: Outgoing,
  { channel, incident, invited }: SlackChannel & { readonly channel: string },
  facts: IncidentFacts,
): Promise<void> {
  const members = await Promise.all(peopleOf(facts).map((person) => out.slackIdOf(person)));
  const { acknowledgedBy, roles } = facts.incident;
  const wanted = new Set(members.filter((id) => id !== null));
  for (const actor of [acknowledgedBy, ...Object.values(roles)]) {
    if (actor?.kind === "person" && actor.slackId !== "") wanted.add(actor.slackId);
  }
  const missing = [...wanted].filter((id) => !invited.includes(id)).slice(0, AT_ONCE);
  if (missing.length === 0) return;
  await invite(out, channel, missing);
  const { kysely } = out.engine.database;
  await noteShown(kysely, incident, { invited: [...invited, ...missing] });
}

function peopleOf({ pages, team }: IncidentFacts): readonly string[] {
  const paged = pages.flatMap(({ target }) => (target.kind === "person" ? [target.person] : []));
  return [...new Set([...paged, ...(team?.members ?? [])])];
}

/** `force` lets the others in when one of them cannot be; who cannot is not asked again. */
async function invite(out: Outgoing, channel: string, users: readonly string[]): Promise<void> {
  try {
    await out.client.conversations.invite({ channel, users: users.join(","), force: true });
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== "refused") throw asError(failure);
    if (HARMLESS.has(failure.error)) return;
    out.engine.logger.warn({ channel, error: failure.error }, "not everybody could be invited");
  }
}
