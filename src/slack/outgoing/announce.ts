import type { Incident } from "#domain/incident/incident.ts";
import { homeOf } from "#engine/incident/home-of.ts";
import { IncidentJob } from "#engine/job/jobs.ts";
import { placeOfChannel } from "#engine/place.ts";
import { readGroup } from "#slack/incident-group.ts";
import { refreshNoticesAbout } from "#store/duty/notices.ts";
import { enqueue, type NewJob } from "#store/job/jobs.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import { messagesAbout } from "#store/slack/slack-messages.ts";
import type { Outgoing } from "./outgoing.ts";
import { postmortemLook } from "./postmortem/show-postmortems.ts";
import { announcementLook } from "./show-announcement.ts";
import { pageLook } from "./show-pages.ts";

type About = Pick<Incident, "id" | "service">;

/** Asks every place that shows the incident to look at it again, each in its own lane. */
export async function announce(out: Outgoing, jobs: readonly Job[]): Promise<Outcome> {
  const { database } = out.engine;
  const wanted = jobs.map(({ payload }) => IncidentJob.parse(payload).incident);
  const { incidents, unreadable } = await readGroup(out, wanted);
  for (const incident of [...incidents, ...unreadable]) {
    const pages = await messagesAbout(database.kysely, incident.id, ["page", "page-digest"]);
    const looks = [
      channelLook(incident.id),
      ...chartLook(out, incident),
      ...pages.map(pageLook),
      ...announcementLook(out, incident.id),
      ...incidents.filter(({ id }) => id === incident.id).flatMap(postmortemLook),
      ...cardLook(incident.id, homeOf(out.engine.configuration(), incident)),
    ];
    await database.transaction(async (tx) => {
      await refreshNoticesAbout(tx, incident.id);
      await enqueue(tx, looks);
    });
  }
  return { done: jobs.map(({ id }) => id) };
}

function channelLook(incident: number): NewJob {
  const lane = `channel:${incident}`;
  return { lane, kind: "channel", payload: { incident }, dedupe: "channel" };
}

/** In a lane of its own: an image may take its time, and nothing else waits for it. */
function chartLook({ engine }: Outgoing, { id, service }: About): readonly NewJob[] {
  if (!engine.objectives().some((objective) => objective.service === service)) return [];
  return [{ lane: `chart:${id}`, kind: "chart", payload: { incident: id }, dedupe: "chart" }];
}

function cardLook(incident: number, home: string | undefined): readonly NewJob[] {
  if (home === undefined) return [];
  const lane = `card:${placeOfChannel(home)}`;
  return [{ lane, kind: "card", payload: { incident }, dedupe: `card/${incident}` }];
}
