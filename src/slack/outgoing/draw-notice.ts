import type { DateTime } from "luxon";
import type { Notice } from "#domain/incident/notice.ts";
import { readHandOverFacts } from "#engine/duty/read-brief.ts";
import { readGaps } from "#engine/duty/watch-gaps.ts";
import { placeOfPerson } from "#engine/place.ts";
import { renderGapsNotice } from "#slack/views/gaps-notice.ts";
import { type HandOverView, renderBrief, renderDraft } from "#slack/views/hand-over.ts";
import {
  renderAskedAgain,
  renderBegan,
  renderChanged,
  renderEnded,
  renderLeaving,
  renderNoAnswer,
  renderReminder,
} from "#slack/views/shift-notices.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readClock } from "#store/database/clock.ts";
import { readHandOver } from "#store/duty/hand-overs.ts";
import type { StoredNotice } from "#store/duty/notices.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { drawBudgetNotice } from "./draw-budget-notice.ts";
import { drawImpairment } from "./draw-impairment.ts";
import { drawArchiveSoon, drawOver } from "./draw-life-notice.ts";
import { drawPeopleNotice, isPeopleNotice } from "./draw-people-notice.ts";
import { drawReport } from "./draw-report.ts";
import { drawSilenceEnding } from "./draw-silence.ts";
import { drawTaskNotice } from "./draw-task-notice.ts";
import { drawUndecided } from "./draw-undecided.ts";
import type { Outgoing } from "./outgoing.ts";
import { reachDuring } from "./reach-during.ts";

type OfHandOver = Extract<Notice, { readonly handOver: number }>;

/** What a notice says as things stand now; null when there is nothing to say any more. */
export async function drawNotice(
  out: Outgoing,
  { about, place }: StoredNotice,
): Promise<Message | null> {
  if (isPeopleNotice(about)) return await drawPeopleNotice(out, about, place);
  switch (about.kind) {
    case "reminder":
      return await drawReminder(out, about);
    case "gaps":
      return await drawGaps(out, about.schedule);
    case "impairment":
      return await drawImpairment(out, about.impairments);
    case "report":
      return await drawReport(out, about);
    case "freeze":
    case "budget":
      return await drawBudgetNotice(out, about);
    case "silence-ending":
      return await drawSilenceEnding(out, about);
    case "archive-soon":
      return await drawArchiveSoon(out, about.incident);
    case "incident-over":
      return await drawOver(out, about);
    case "postmortem-undecided":
      return await drawUndecided(out, about.incident);
    case "task":
      return await drawTaskNotice(out, about, place);
    case "changed":
    case "began":
    case "ended":
    case "draft":
    case "brief":
    case "asked-again":
    case "no-answer":
    case "leaving":
      return await drawHandOver(out, about, place);
  }
}

async function drawHandOver(
  out: Outgoing,
  about: OfHandOver,
  place: string,
): Promise<Message | null> {
  const { kysely } = out.engine.database;
  const handOver = await readHandOver(kysely, about.handOver);
  const facts = handOver === null ? null : await readHandOverFacts(out.engine, kysely, handOver);
  if (facts === null) return null;
  const view = { ...facts, nameOf: out.nameOf };
  switch (about.kind) {
    case "changed":
      return renderChanged(view);
    case "began":
      return await drawBegan(out, view);
    case "ended":
      return renderEnded(view);
    case "draft":
      return isOf(facts.handOver.giver, place) ? renderDraft(view) : null;
    case "brief":
      return renderBrief(view);
    case "asked-again":
      return renderAskedAgain(view);
    case "no-answer":
      return renderNoAnswer(view);
    case "leaving": {
      const incident = await readIncident(kysely, about.incident);
      if (incident === null) return null;
      const rules = out.engine.configuration().severities[incident.severity];
      return renderLeaving(view, incident, rules);
    }
  }
}

/** A draft passes to another when the shift does; what the first one was sent stays as it was. */
function isOf(person: string | null, place: string): boolean {
  return person !== null && placeOfPerson(person) === place;
}

async function drawBegan(out: Outgoing, view: HandOverView): Promise<Message> {
  const { receiver, at } = view.handOver;
  const reach = await reachDuring(out, receiver ?? "", { start: at, end: view.until });
  return renderBegan(view, reach);
}

/** A shift that was given to somebody else meanwhile is no matter of theirs. */
async function drawReminder(
  { engine }: Outgoing,
  about: Extract<Notice, { readonly kind: "reminder" }>,
): Promise<Message | null> {
  const configuration = engine.configuration();
  const schedule = configuration.schedules.get(about.schedule);
  const now = await readClock(engine.database.kysely);
  if (schedule === undefined || about.start <= now) return null;
  const timeline = engine.rotas.rotas(configuration).around(schedule.id, about.start.toMillis());
  const shift = timeline?.shifts.find(({ start, person }) => {
    return start === about.start.toMillis() && person === about.person;
  });
  if (timeline === null || shift === undefined) return null;
  return renderReminder({
    schedule: schedule.name,
    start: about.start,
    end: shift.end < timeline.span.end ? endOf(about.start, shift.end) : null,
    now,
    command: configuration.slack.oncallCommand,
  });
}

async function drawGaps({ engine, nameOf }: Outgoing, id: string): Promise<Message | null> {
  const { slack } = engine.configuration();
  const found = await readGaps(engine, id);
  return found === null ? null : renderGapsNotice(found, { nameOf, command: slack.oncallCommand });
}

function endOf(start: DateTime, end: number): DateTime {
  return start.plus(end - start.toMillis());
}
