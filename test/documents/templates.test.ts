import { describe, expect, it } from "vitest";
import { checkTemplate } from "#documents/check-template.ts";
import { renderPostmortem, sectionsOf } from "#documents/postmortem.ts";
import { SAMPLE } from "#documents/sample-facts.ts";
import { builtIn, templateNamed } from "#documents/templates.ts";
import { BUILT_IN, type Template } from "#domain/configuration/postmortem-template.ts";

const SUMMARY = '{% prose "summary", "Summary", "What happened?" %}';

function own(text: string): Template {
  return { id: "ours", file: "ours.liquid", text };
}

function render(text: string): string {
  return renderPostmortem({ facts: SAMPLE, prose: new Map(), template: own(text), zone: "UTC" });
}

describe("the templates that come along", () => {
  it.each(BUILT_IN)("%s is right", (id) => {
    expect(checkTemplate(builtIn(id))).toEqual([]);
  });

  it("has the parts that people know, in the order in which they know them", () => {
    const titles = sectionsOf(builtIn("default")).map(({ title }) => title);

    expect(titles.filter((title) => title !== "")).toEqual([
      "Summary",
      "Impact",
      "What customers noticed",
      "Detection and timings",
      "How it was noticed",
      "Timeline",
      "Mitigations tried",
      "Contributing factors",
      "Changes before the start",
      "What went well",
      "What went badly",
      "Where we were lucky",
      "Follow-ups",
      "Changes to runbooks and alerts",
    ]);
  });

  it("asks for conditions and not for people", () => {
    const asked = sectionsOf(builtIn("default")).filter(({ prose }) => prose);

    expect(asked.map(({ id }) => id)).toEqual([
      "summary",
      "customer-impact",
      "detection",
      "contributing-factors",
      "went-well",
      "went-badly",
      "lucky",
      "runbook-and-alerts",
    ]);
    expect(
      asked.filter(({ prompt }) => /\b(who|whose) (did|caused|broke)|fault|blame/i.test(prompt)),
    ).toEqual([]);
  });
});

describe("templateNamed", () => {
  it("prefers people's own, also to one that comes along, and falls back to the default", () => {
    const theirs = { ...own("x"), id: "security" };

    expect(templateNamed("security", [theirs])).toBe(theirs);
    expect(templateNamed("lightweight", [theirs]).id).toBe("lightweight");
    expect(templateNamed("gone", [theirs]).id).toBe("default");
    expect(templateNamed(null, []).id).toBe("default");
  });
});

describe("a template of people's own", () => {
  it("arranges facts and prose, and writes around them", () => {
    const text = `Of {{ incident.service }}, lasted {{ times.impact_length }}.\n\n${SUMMARY}\n\n{% facts "follow-ups", "To do" %}\n{% for task in follow_ups %}{% if task.priority == "P0" %}First: {{ task.text }}{% endif %}{% endfor %}`;

    expect(checkTemplate(own(text))).toEqual([]);
    expect(render(text)).toBe(
      [
        "Of Checkout, lasted 1 h 00 min.",
        "## Summary",
        "*Nobody has written this yet.* What happened?",
        "## To do",
        "| What | Owner | Due | Priority | State |\n| --- | --- | --- | --- | --- |\n| Alert on the queue's length | Ann | 2026-01-10 03:00 UTC | P0 | open |\nFirst: Alert on the queue's length\n",
      ].join("\n\n"),
    );
  });

  it("makes no markup of what alerts and people say, whatever it asks for", () => {
    const facts = { ...SAMPLE, title: "<b>[x](y) | *z*" };
    const template = own(
      "{{ incident.title }} {{ incident.title | raw }} {{ incident.title | append: '_' }}",
    );
    const title = String.raw`\<b\>\[x\](y) \| \*z\*`;

    expect(renderPostmortem({ facts, prose: new Map(), template, zone: "UTC" })).toBe(
      `${title} ${title} ${title}\\_\n`,
    );
  });

  it.each([
    ["a tag that is not closed", "a\n{% if incident %}", 2, "tag {% if incident %} not closed"],
    ["a tag that there is not", "a\nb\n{% summary %}", 3, 'tag "summary" not found'],
    ["a filter that there is not", "{{ incident.title | shout }}", 1, "undefined filter: shout"],
    [
      "a variable that there is not",
      "\n{{ incident.titel }}",
      2,
      "there is no variable incident.titel; did you mean incident.title?",
    ],
    [
      "a name that there is not",
      "{% if cause %}{% endif %}",
      1,
      "there is no variable cause; docs/postmortems.md lists what there is",
    ],
    [
      "a field that the entries of a list have not",
      "{% for one in alerts %}\n{{ one.nam }}{% endfor %}",
      2,
      "undefined variable: one.nam",
    ],
    [
      "facts that there are not",
      '{% facts "timelin" %}',
      1,
      'there are no facts called "timelin"; did you mean timeline?',
    ],
    [
      "a part twice",
      `${SUMMARY}\n{% prose "summary", "Again", "?" %}`,
      2,
      "there is a second part called summary",
    ],
    [
      "a part in a loop",
      '{% for one in (1..2) %}{% facts "timeline" %}{% endfor %}',
      1,
      "timeline is drawn twice",
    ],
    [
      "prose without a question",
      '{% prose "cause", "Cause" %}',
      1,
      'write it as {% prose "summary", "Heading", "What people are asked to write" %}',
    ],
    [
      "texts without quotation marks",
      "{% facts timeline %}",
      1,
      "give texts in quotation marks, with commas between them",
    ],
    [
      "prose called like facts",
      '{% prose "impact", "Impact", "?" %}',
      1,
      "impact is what facts are called; choose another id",
    ],
    ["another file", '{% include "/etc/passwd" %}', 1, 'tag "include" not found'],
    ["another file to draw", '{% render "../muster.yaml" %}', 1, 'tag "render" not found'],
    ["a layout", '{% layout "x" %}', 1, 'tag "layout" not found'],
    [
      "a loop without an end to it",
      "{% for a in (1..900000000) %}x{% endfor %}",
      1,
      "memory alloc limit exceeded",
    ],
    [
      "a text that doubles",
      "{% assign x = 'aaaaaaaa' %}{% for a in (1..40) %}{% assign x = x | append: x %}{% endfor %}",
      1,
      "memory alloc limit exceeded",
    ],
    [
      "a document that nobody could read",
      `{% for a in (1..3000) %}{{ "${"x".repeat(1000)}" }}{% endfor %}`,
      null,
      "it made 3000000 letters, and 2000000 are the most",
    ],
  ])("is wrong with %s", (_, text, line, message) => {
    expect(checkTemplate(own(text))).toContainEqual({ line, message });
  });

  it("needs a summary, without which nothing is published", () => {
    expect(checkTemplate(own("x"))).toEqual([
      { line: null, message: expect.stringContaining("nothing is published without a summary") },
    ]);
  });

  it("ends when it takes too long", () => {
    const loops =
      "{% for a in (1..2000) %}{% for b in (1..2000) %}{% assign x = a | plus: b %}{% endfor %}{% endfor %}";

    const [problem] = checkTemplate(own(`${SUMMARY}${loops}`));

    expect(problem?.message).toMatch(/limit exceeded/);
  });

  it("never keeps anybody from the facts when it cannot be used", () => {
    const text = render("{% nonsense %}");

    expect(text).toContain(
      '> The template ours (ours.liquid) cannot be used: tag "nonsense" not found. This is the default one.',
    );
    expect(text).toContain("## Contributing factors");
    expect(sectionsOf(own("{% nonsense %}"))).toEqual(sectionsOf(builtIn("default")));
  });
});
