import { describe, expect, it } from "vitest";
import {
  type Incident,
  type IncidentEvent,
  IncidentId,
  type TimelineEntry,
} from "#domain/incident/incident.ts";
import { draftBrief } from "#slack/flows/people/draft-brief.ts";
import { readUpdate, renderUpdate } from "#slack/flows/people/update-form.ts";
import { renderAnnouncement } from "#slack/views/announcement.ts";
import { peopleSection } from "#slack/views/card/people.ts";
import { renderNews } from "#slack/views/news.ts";
import { renderFollowEnded, renderLeft } from "#slack/views/people-notices.ts";
import { at, incident, person, type Command } from "#test/support/build.ts";
import { wordsOf } from "#test/support/slack-state.ts";
import { acknowledged, facts, nameOf, triggered } from "./facts.ts";

const [ana, ben] = [person("ana"), person("ben")];
const NASTY = "<!channel> & <@U0000EVIL|x>";

function give(role: string, to = ben): readonly [string, Command] {
  return ["10:05", { kind: "give-role", by: ana, to, role }];
}

function update(more: Partial<Extract<Command, { kind: "post-update" }>> = {}): Command {
  const told = { known: "Cards fail.", impact: "One in ten.", doing: "Rolling back." };
  return { kind: "post-update", by: ana, key: "k", ...told, nextAt: null, calls: false, ...more };
}

function entry(event: IncidentEvent, by = ana): TimelineEntry {
  return { at: at("10:10"), by, event };
}

function cardOf(given: Incident): string {
  return wordsOf(peopleSection(facts(given)));
}

const taken = ["10:02", { kind: "acknowledge", by: ana }] as const;

describe("the card's part about people", () => {
  it.each<readonly [string, Incident, RegExp]>([
    ["is empty while nobody has a part", triggered(), /^$/],
    [
      "names the lead and when others expect an update",
      incident({}, taken),
      /^\*Lead:\* ana\nFirst update for others: by .*11:02 UTC/,
    ],
    [
      "names the lead first, then the others",
      incident({}, taken, give("comms"), give("liaison")),
      /^\*Lead:\* ana · \*Comms:\* ben · \*liaison:\* ben/,
    ],
    [
      "shows the newest update",
      incident({}, taken, ["10:06", update()]),
      /\*Update\* by ana, .*\nCards fail\.\n\*Impact:\* One in ten\.\n\*What we do:\* Rolling back\.\nNo other update is planned\./,
    ],
    [
      "promises no other update once it is over",
      incident(
        {},
        taken,
        ["10:06", update({ nextAt: at("10:36") })],
        ["10:20", { kind: "resolve", by: ana, reason: "fixed" }],
      ),
      /Rolling back\.$/,
    ],
    [
      "nor when it is told after the end",
      incident(
        {},
        taken,
        ["10:20", { kind: "resolve", by: ana, reason: "fixed" }],
        ["10:26", update({ nextAt: at("10:36") })],
      ),
      /Rolling back\.$/,
    ],
    [
      "lets nobody be called by what an update says",
      incident({}, taken, ["10:06", update({ known: NASTY })]),
      /&lt;!channel&gt; &amp; &lt;@U0000EVIL\|x&gt;/,
    ],
  ])("%s", (_, given, expected) => {
    expect(cardOf(given)).toMatch(expected);
  });

  it("has two blocks at most, whatever there is", () => {
    const roles = Array.from({ length: 12 }, (_, index) => give(`role-${index}`));
    const full = incident({}, taken, ...roles, ["10:06", update({ known: "x".repeat(700) })]);

    expect(peopleSection(facts(full))).toHaveLength(2);
    expect(cardOf(full)).toContain("and 7 more");
  });
});

describe("news in the channel", () => {
  it("tells several changes in order, and calls nobody", () => {
    const { text, blocks } = renderNews(
      facts(acknowledged()),
      [
        entry({ kind: "acknowledged" }),
        entry({ kind: "role-given", role: "lead", to: ben, from: ana }),
      ],
      nameOf,
    );

    expect(text).toBe("INC-42: ana acknowledged it. ana made ben lead, in place of ana.");
    expect(blocks).toHaveLength(2);
    expect(text).not.toMatch(/<[!@]/);
  });

  it("calls everybody who is there once, when an update asks for it", () => {
    const told = { known: NASTY, impact: "", doing: "", key: "k", nextAt: null };
    const event = { kind: "update-posted", ...told, calls: true } as const;
    const { text } = renderNews(facts(acknowledged()), [entry(event)], nameOf);

    expect(text.match(/<!here>/g)).toHaveLength(1);
    expect(text).not.toContain("<!channel>");
  });
});

describe("what is told of somebody who left the channel", () => {
  const { roles } = facts(acknowledged());
  const subject = { incident: acknowledged(), room: null, command: "/incident" };

  it.each<readonly [string, readonly string[], boolean, readonly string[], readonly string[]]>([
    ["has it", [], true, ["handover", "hand-back"], ["escalate"]],
    ["leads it", ["lead"], false, ["handover", "leave"], ["role"]],
    ["has another role", ["scribe"], false, ["leave"], ["role"]],
    ["has and leads it", ["lead"], true, ["handover", "hand-back", "leave"], ["role", "escalate"]],
  ])("and %s is what can be done about it", (_, held, has, ...ways) => {
    const event = { kind: "left-channel", roles: [...held], has } as const;
    const line = { at: at("10:10"), by: ben, event };
    const words = [true, false].map(
      (isAlone) => renderLeft(subject, line, { isAlone, roles }).text,
    );

    expect(
      words.map((text) => [...text.matchAll(/`\/incident ([a-z-]+)/g)].map(([, word]) => word)),
    ).toEqual(ways);
  });
});

describe("what those who follow are told at the end", () => {
  const ending = { incident: acknowledged(), room: null, command: "/incident" };

  it.each<readonly [string, Incident, RegExp]>([
    ["is how it stands", acknowledged(), /^INC-42 .*: Acknowledged by [^`]*\.$/],
    [
      "says where it goes on once it was merged",
      { ...acknowledged(), status: "merged", mergedInto: IncidentId.parse(7) },
      /Merged into INC-7.* Its updates come with that one: `\/incident follow INC-7`\.$/,
    ],
  ])("%s", (_, given, expected) => {
    expect(renderFollowEnded({ ...ending, incident: given }).text).toMatch(expected);
  });
});

describe("the announcement", () => {
  it("says how bad it is and where to follow it, and offers nothing once it is over", () => {
    const open = renderAnnouncement(facts(acknowledged()), "C0INCIDENT42");
    const over = renderAnnouncement(
      facts(incident({}, ["10:05", { kind: "resolve", by: ana, reason: "fixed" }])),
      null,
    );

    expect(wordsOf(open.blocks)).toMatch(/INC-42 · SEV2[\s\S]*<#C0INCIDENT42>[\s\S]*Follow/);
    expect(JSON.stringify(over.blocks)).not.toContain("action_id");
  });
});

describe("the brief of a hand-over", () => {
  it("is drafted from what is known: state, story, what was tried, what is next, who knows", () => {
    const given = incident({}, taken, ["10:06", update({ nextAt: at("10:36") })], give("scribe"));
    const story = [
      entry({ kind: "acknowledged" }),
      entry({
        kind: "page-dropped",
        step: 1,
        target: { kind: "person", person: "ben" },
        reason: "x",
      }),
      entry({ kind: "severity-raised", from: "SEV3", to: "SEV2" }, person("cleo")),
    ];

    const brief = draftBrief(facts(given), story, nameOf);

    expect(brief).toMatch(
      /^State:\n- SEV2 Major, Acknowledged by ana[\s\S]*Impact[\s\S]*One in ten\./,
    );
    expect(brief).toMatch(
      /What happened so far:\n- .*: ana acknowledged it\.\n- .*The severity rose/,
    );
    expect(brief).toContain("What was tried:\n- Nothing yet");
    expect(brief).toMatch(
      /What is next:\n- Rolling back\.\n- Others wait for an update by 20 Nov 10:36 UTC/,
    );
    expect(brief).toMatch(
      /Who knows what:\n- Lead: Ana Lima\n- Scribe: Ben Okafor\n- Also on it: cleo/,
    );
    expect(brief.length).toBeLessThan(2800);
  });
});

describe("the story in a brief", () => {
  const place = { channel: "C1", ts: "1.000001" };
  const message = { ...place, text: "the password is hunter2", files: [], editedAt: null };
  const saved = { ...message, author: "ben", link: null, sentAt: at("10:05") };

  it.each<readonly [string, IncidentEvent, RegExp]>([
    ["lacks what was taken off", { kind: "message-taken-off", ...place }, /^(?![\s\S]*hunter2)/],
    [
      "has the newest words of what was edited",
      { kind: "message-edited", ...message, text: "all is well", editedAt: "2.0" },
      /ben wrote: “all is well”(?![\s\S]*hunter2)/,
    ],
  ])("%s", (_, event, expected) => {
    const entries = [entry({ kind: "message-saved", ...saved }), entry(event)];

    expect(draftBrief(facts(acknowledged()), entries, nameOf)).toMatch(expected);
  });
});

describe("the form of an update", () => {
  const filled = {
    known: { known: { value: " Cards fail. " } },
    next: { next: { selected_option: { value: "PT30M" } } },
  };

  it("begins with the impact that was told last and the usual pace", () => {
    const { every } = { every: facts(acknowledged()).severityRules.updateEvery };
    const view = JSON.stringify(
      renderUpdate(incident({}, taken, ["10:06", update()]), { every, known: "" }),
    );

    expect(view).toContain('"initial_value":"One in ten."');
    expect(view).toMatch(/"initial_option":\{[^}]*\{[^}]*"In 1 hour"/);
  });

  it.each<readonly [string, Parameters<typeof readUpdate>[0], string]>([
    ["wants to know what is known", { ...filled, known: { known: { value: " " } } }, "known"],
    ["wants one of the paces that it offers", { ...filled, next: {} }, "next"],
  ])("%s", (_, values, field) => {
    const read = readUpdate(values);

    expect(read.kind === "incomplete" && Object.keys(read.errors)).toEqual([field]);
  });

  it("reads what was written, and calls nobody unless it is asked to", () => {
    expect(readUpdate(filled)).toMatchObject({
      kind: "complete",
      value: { known: "Cards fail.", impact: "", calls: false },
    });
  });
});
