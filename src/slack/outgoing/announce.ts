import { IncidentJob } from "#engine/jobs.ts";
import { readIncident } from "#store/incidents.ts";
import { enqueue, type NewJob } from "#store/jobs.ts";
import type { Job, Outcome } from "#store/lanes.ts";
import { messagesAbout } from "#store/slack-messages.ts";
import { homeOf, placeOfChannel } from "./home.ts";
import type { Outgoing } from "./outgoing.ts";
import { pageLook } from "./show-pages.ts";

/** Asks every place that shows the incident to look at it again, each in its own lane. */
export async function announce(out: Outgoing, jobs: readonly Job[]): Promise<Outcome> {
  const { database } = out.engine;
  for (const job of jobs) {
    const { incident: id } = IncidentJob.parse(job.payload);
    const incident = await readIncident(database.kysely, id);
    if (incident === null) continue;
    const home = homeOf(out, incident);
    const pages = await messagesAbout(database.kysely, id, ["page", "page-digest"]);
    const looks = [channelLook(id), ...pages.map(pageLook), ...cardLook(id, home)];
    await database.transaction((tx) => enqueue(tx, looks));
  }
  return { done: jobs.map(({ id }) => id) };
}

function channelLook(incident: number): NewJob {
  const lane = `channel:${incident}`;
  return { lane, kind: "channel", payload: { incident }, dedupe: "channel" };
}

function cardLook(incident: number, home: string | undefined): readonly NewJob[] {
  if (home === undefined) return [];
  const lane = `card:${placeOfChannel(home)}`;
  return [{ lane, kind: "card", payload: { incident }, dedupe: `card/${incident}` }];
}
