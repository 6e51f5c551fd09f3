import { alertsBlock, silencesBlock } from "./blocks/alerts.ts";
import { changesBlock } from "./blocks/changes.ts";
import { chartsBlock } from "./blocks/charts.ts";
import { followUpsBlock, tasksBlock } from "./blocks/follow-ups.ts";
import { impactBlock } from "./blocks/impact.ts";
import { mitigationsBlock } from "./blocks/mitigations.ts";
import { overviewBlock } from "./blocks/overview.ts";
import { pagesBlock, peopleBlock } from "./blocks/people.ts";
import { runbookBlock } from "./blocks/runbook.ts";
import { ALL_EVENTS, allEventsBlock, timelineBlock } from "./blocks/timeline.ts";
import { timingsBlock } from "./blocks/timings.ts";
import { notesBlock, updatesBlock } from "./blocks/told.ts";
import type { Drawing } from "./drawing.ts";

/** A part of the document that Muster writes. */
export type Block = {
  /** Its heading, where the template gives no other. */
  readonly title: string;
  /** What it holds, for whoever writes a template. */
  readonly about: string;
  /** Markdown without a heading, never empty: what is not known is said so. */
  readonly draw: (drawing: Drawing) => string;
};

export const BLOCKS: ReadonlyMap<string, Block> = new Map([
  ["overview", block("Overview", "severity, service, status, lead, begin and end", overviewBlock)],
  [
    "impact",
    block(
      "Impact",
      "the share of each error budget with its quality, failed requests, how long it hurt",
      impactBlock,
    ),
  ],
  [
    "timings",
    block(
      "Detection and timings",
      "start of impact, first alert, first page, acknowledged, mitigated, resolved, and the gaps between them",
      timingsBlock,
    ),
  ],
  [
    "timeline",
    block("Timeline", "what happened, in UTC and by the readers' clock, with links", timelineBlock),
  ],
  ["mitigations", block("Mitigations tried", "what was tried and its outcome", mitigationsBlock)],
  [
    "changes",
    block(
      "Changes before the start",
      "what was done to the service before it began to hurt; suspects are marked",
      changesBlock,
    ),
  ],
  [
    "follow-ups",
    block("Follow-ups", "what is to be repaired: owner, due, priority, state", followUpsBlock),
  ],
  ["tasks", block("Tasks", "what was to be done while it went on", tasksBlock)],
  ["alerts", block("Alerts", "names, how many, links", alertsBlock)],
  ["charts", block("Charts", "curves of the error budgets", chartsBlock)],
  ["people", block("People", "roles, and who took part", peopleBlock)],
  ["pages", block("Pages", "who was paged and when, how many out of hours", pagesBlock)],
  ["runbook", block("Runbook", "the runbook, whether it was used, the dashboard", runbookBlock)],
  ["silences", block("Silences", "what was kept quiet, by whom and why", silencesBlock)],
  ["updates", block("Updates", "what others were told", updatesBlock)],
  ["notes", block("Notes", "what people wrote down, and messages that they kept", notesBlock)],
  [
    ALL_EVENTS,
    block("All events", "every line of the timeline, where the timeline is cut", allEventsBlock),
  ],
]);

function block(title: string, about: string, draw: Block["draw"]): Block {
  return { title, about, draw };
}
