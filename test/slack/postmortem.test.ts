import { describe, expect, it } from "vitest";
import type { Incident } from "#domain/incident/incident.ts";
import type { Prose } from "#domain/postmortem/prose.ts";
import { NO_POSTMORTEM, type Postmortem } from "#domain/response/postmortem.ts";
import { POSTMORTEM_KEY } from "#domain/response/task.ts";
import { validateView } from "#sandbox/validation/validate.ts";
import { renderAsking, renderMeeting, renderWaiver } from "#slack/flows/postmortem/forms.ts";
import { renderTemplates } from "#slack/flows/postmortem/template-form.ts";
import { stateButtons } from "#slack/views/postmortem/deeds.ts";
import { renderPostmortemMessage } from "#slack/views/postmortem/message.ts";
import { renderOverview } from "#slack/views/postmortem/overview.ts";
import { renderPublished } from "#slack/views/postmortem/published.ts";
import { renderUndecided } from "#slack/views/postmortem/undecided.ts";
import type { Where } from "#slack/views/postmortem/where-line.ts";
import { taskButtons } from "#slack/views/task-buttons.ts";
import { at, person } from "#test/support/build.ts";
import { factsOf, WHOLE } from "#test/support/postmortem-facts.ts";
import { wordsOf } from "#test/support/slack-state.ts";
import { acknowledged, merged, resolved } from "./facts.ts";
import { HOSTILE } from "./hostile.ts";
import { expectSound, parsedText, textOf } from "./messages.ts";

const VERDICT = {
  kind: "required",
  reason: "It was SEV1.",
  because: ["severity"],
  isPreliminary: false,
  at: at("11:05"),
} as const;
const WAIVER = { by: person("ben"), reason: "as INC-7", at: at("11:10") };
const REQUIRED: Partial<Postmortem> = { verdict: VERDICT };
const WHERE: Where = {
  shown: {
    standing: {
      target: "canvas",
      id: "F1",
      link: "https://acme.slack.com/docs/T1/F1",
      shown: "",
      left: null,
    },
    trouble: null,
  },
  webUrl: "https://muster.example/incidents/42/postmortem?key=1",
  name: "INC-42",
};

function over(postmortem: Partial<Postmortem>, from: Incident = resolved()): Incident {
  return { ...from, postmortem: { ...NO_POSTMORTEM, ...postmortem } };
}

function prose(text: string, section = "summary"): Prose {
  return { section, text, version: 3, writtenBy: person("ben"), writtenAt: at("11:30") };
}

describe("the follow-up of a postmortem", () => {
  it("leads to the postmortem, which alone ends it", () => {
    const task = taskOf("open");
    function labels(more: object): readonly string[] {
      const buttons = taskButtons(resolved().id, { ...task, ...more });
      return buttons.map(({ text }) => text.text);
    }

    expect(labels({})).toEqual(["Open the postmortem", "Take it", "Change…"]);
    expect(labels({ state: "done" })).toEqual(["Open the postmortem"]);
    expect(labels({ key: "other" })).toEqual(["Done", "Take it", "Change…", "Drop"]);
  });
});

describe("what can be done about a postmortem", () => {
  it.each<[string, Incident, readonly string[]]>([
    ["nobody needs it", over({}), ["Write one…"]],
    ["it is required", over(REQUIRED), ["Meeting…", "Template…", "No postmortem…"]],
    [
      "nobody knows",
      over({ verdict: { ...VERDICT, kind: "undetermined" } }),
      ["Write one…", "Meeting…", "Template…", "No postmortem…"],
    ],
    [
      "a draft",
      over({ ...REQUIRED, stage: "draft" }),
      ["Send to review", "Meeting…", "Template…", "No postmortem…"],
    ],
    [
      "in review",
      over({ ...REQUIRED, stage: "in-review" }),
      ["Publish", "Back to draft", "Meeting…", "Template…", "No postmortem…"],
    ],
    ["published", over({ ...REQUIRED, stage: "published" }), ["Back into review", "Meeting…"]],
    ["waived", over({ ...REQUIRED, waiver: WAIVER }), ["Take the waiver back"]],
    [
      "written while it is open",
      over({ stage: "draft" }, acknowledged()),
      ["Write one…", "Meeting…", "Template…", "No postmortem…"],
    ],
    ["merged", over(REQUIRED, merged()), []],
  ])("%s", (_, incident, expected) => {
    expect(stateButtons(incident).map(({ text }) => text.text)).toEqual(expected);
  });
});

describe("the modal of a postmortem", () => {
  const sections = HOSTILE.slice(0, -1).map((text, index) => {
    return { id: `s${index}`, title: text || "Empty", prompt: text, prose: index % 2 === 0 };
  });

  it("is sound whatever people wrote, and forms no mention", () => {
    for (const text of HOSTILE) {
      const view = renderOverview({
        incident: { ...over(REQUIRED), title: text },
        sections,
        prose: new Map(sections.map(({ id }) => [id, prose(text, id)])),
        where: { ...WHERE, shown: { standing: null, trouble: text.slice(0, 500) } },
        notice: null,
      });

      expect(validateView(view)).toEqual([]);
      expect(JSON.stringify(view)).not.toMatch(/<!channel>|<@U0ANNA|<https:\/\/evil/u);
    }
  });

  it("says where it is to be read, who writes it, and what stands where", () => {
    const task = { ...taskOf("open"), owner: person("ana"), due: at("12:00") };
    const view = renderOverview({
      incident: { ...over({ ...REQUIRED, stage: "draft" }), tasks: [task] },
      sections: [
        { id: "summary", title: "Summary", prompt: "What happened?", prose: true },
        { id: "lucky", title: "Luck", prompt: "Where?", prose: true },
        { id: "impact", title: "Impact", prompt: "", prose: false },
      ],
      prose: new Map([["summary", prose("Nobody could pay.")]]),
      where: WHERE,
      notice: "Saved.",
    });
    const words = wordsOf(view);

    expect(words).toMatch(/^Saved\.|Saved\./u);
    expect(words).toMatch(/\*Draft\* · ana.* writes it · due /u);
    expect(words).toContain("Required: It was SEV1.");
    expect(words).toContain("<https://acme.slack.com/docs/T1/F1|the canvas of the channel>");
    expect(words).toMatch(/\*Summary\* · ben.*\nNobody could pay\./u);
    expect(words).toContain("*Luck* · not written yet");
    expect(words).toContain("until it is published: Impact.");
  });

  it("has no way to change what is published", () => {
    const view = renderOverview({
      incident: over({ stage: "published", publishedAt: at("12:00"), publishedBy: person("ana") }),
      sections: [{ id: "summary", title: "Summary", prompt: "?", prose: true }],
      prose: new Map(),
      where: WHERE,
      notice: null,
    });

    expect(JSON.stringify(view)).not.toContain('"edit:');
  });
});

describe("the other forms", () => {
  it.each([
    ["waiver", renderWaiver],
    ["asking", renderAsking],
    ["meeting", renderMeeting],
    ["template", (one, below) => renderTemplates({ templates: () => [] }, one, below)],
  ] satisfies readonly (readonly [string, typeof renderAsking])[])("are sound: %s", (_, render) => {
    for (const title of HOSTILE) {
      expect(validateView(render({ ...over(REQUIRED), title }, null))).toEqual([]);
    }
  });
});

describe("messages about a postmortem", () => {
  it.each<[string, Partial<Postmortem>, string]>([
    ["required", REQUIRED, "Required: It was SEV1."],
    ["waived", { ...REQUIRED, waiver: WAIVER }, "Waived by ben"],
    [
      "not final",
      { verdict: { ...VERDICT, isPreliminary: true } },
      "The numbers are not final yet.",
    ],
    ["asked for while it is open", { askedBy: person("ana"), askedWhy: "odd" }, "Asked for by ana"],
    ["met about", { ...REQUIRED, meetingAt: at("15:00") }, "meeting <!date^"],
  ])("say that it is %s", (_, postmortem, words) => {
    const message = renderPostmortemMessage(over(postmortem), WHERE);

    expectSound(message);
    expect(textOf(message)).toContain(words);
  });

  it("announce it with what it was, what it did and where to read it", () => {
    const facts = factsOf(WHOLE);
    const incident = over({ ...REQUIRED, stage: "published", publishedAt: at("12:00") });
    for (const text of HOSTILE) {
      const message = renderPublished({
        incident,
        facts,
        prose: new Map([["summary", prose(text)]]),
        where: WHERE,
      });
      expectSound(message);
      expect(parsedText(message)).not.toMatch(/<!channel>|<@U0ANNA/u);
    }
  });

  it("ask whoever leads until it is decided", () => {
    const undecided = over({ verdict: { ...VERDICT, kind: "undetermined", reason: "No data." } });
    const asking = renderUndecided({ incident: undecided, room: null, command: "/incident" });
    const waived = { ...undecided, postmortem: { ...undecided.postmortem, waiver: WAIVER } };
    const decided = renderUndecided({ incident: waived, room: null, command: "/incident" });

    expectSound(asking);
    expect(JSON.stringify(asking)).toMatch(/"ask:42:".*"waive:42:"/u);
    expect(textOf(decided)).toContain("Waived by ben");
    expect(JSON.stringify(decided)).not.toContain("button");
  });
});

function taskOf(state: "open"): Incident["tasks"][number] {
  return {
    number: 1,
    type: "followup",
    text: "Write the postmortem",
    owner: null,
    due: null,
    priority: null,
    key: POSTMORTEM_KEY,
    state,
    addedAt: at("11:05"),
    addedBy: { kind: "muster" },
    endedAt: null,
    endedBy: null,
    link: null,
    reminded: null,
    remindedAt: null,
    snoozedUntil: null,
  };
}
