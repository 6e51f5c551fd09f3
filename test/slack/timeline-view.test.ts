import { describe, expect, it } from "vitest";
import { IncidentEvent, type TimelineEntry } from "#domain/incident/incident.ts";
import { timelineJson, timelineMarkdown } from "#domain/timeline/export-timeline.ts";
import { timelineLines } from "#domain/timeline/timeline-lines.ts";
import { validateView } from "#sandbox/validation/validate.ts";
import { renderSaving } from "#slack/flows/record/save-form.ts";
import { renderTimeline, type TimelinePage } from "#slack/flows/record/timeline-view.ts";
import { IN_BLOCK } from "#slack/words/mrkdwn.ts";
import { at, person } from "#test/support/build.ts";
import { wordsOf } from "#test/support/slack-state.ts";
import { triggered } from "./facts.ts";
import { HOSTILE } from "./hostile.ts";

function nameOf(id: string): string {
  return id;
}

function saved(text: string, index: number): TimelineEntry {
  const event = IncidentEvent.parse({
    kind: "message-saved",
    channel: "C1",
    ts: `${index}.0`,
    author: text,
    text,
    files: [text],
    editedAt: null,
    link: "https://acme.slack.com/archives/C1/p1?a=1&b=2",
    sentAt: "2026-11-20T10:00:00Z",
  });
  return { at: at("10:00"), by: person("ana"), event };
}

const hostile = HOSTILE.map(saved);

function page(more: Partial<TimelinePage> = {}): TimelinePage {
  const lines = timelineLines(hostile, { ...IN_BLOCK, nameOf });
  return {
    incident: triggered(),
    lines,
    unreadable: 0,
    page: 0,
    channel: "C1",
    notice: null,
    ...more,
  };
}

describe("the timeline in a modal", () => {
  it("takes whatever people wrote, and calls nobody", () => {
    const view = renderTimeline(page());

    expect(validateView(view)).toEqual([]);
    expect(wordsOf(view.blocks)).not.toMatch(
      /<!(?:here|channel|everyone|subteam)|<@|<https:\/\/evil/u,
    );
    expect(wordsOf(view.blocks)).toContain("|Open the message>");
  });

  it("says what it leaves out", () => {
    const lines = page().lines.concat(page().lines);
    const view = renderTimeline(page({ lines, unreadable: 3, page: 1 }));

    expect(validateView(view)).toEqual([]);
    expect(wordsOf(view.blocks)).toMatch(
      /3 lines were written by a newer Muster[\s\S]*Page 2 of 2/,
    );
  });

  it("remembers no more of a message than a form can", () => {
    const text = '"\n\\'.repeat(333);
    const files = Array.from({ length: 5 }, () => text.slice(0, 80));
    const place = { channel: "C0123456789", ts: "1700000000.000001" };
    const remembered = { ...place, author: "x".repeat(80), text, files, editedAt: null };

    const view = renderSaving([triggered()], remembered);

    expect(validateView(view)).toEqual([]);
  });
});

describe("the exported timeline", () => {
  const record = { incident: triggered(), entries: hostile, nameOf };

  it("is Markdown in which nothing that people wrote is markup", () => {
    const markdown = timelineMarkdown(record);

    expect(markdown).toMatch(/^# INC-\d+: /);
    expect(markdown).toContain("## 2026-11-20");
    expect(markdown).toContain("\\*bold\\* \\_it\\_");
    expect(markdown).not.toMatch(/(?<!\\)<(?!https:)/u);
  });

  it("is JSON with every entry as it was written", () => {
    const { timeline } = JSON.parse(timelineJson(record));

    expect(timeline).toHaveLength(HOSTILE.length);
    expect(timeline[0]).toMatchObject({
      at: "2026-11-20T10:00:00.000Z",
      by: { name: "ana" },
      event: { kind: "message-saved", text: HOSTILE[0] },
    });
  });
});
