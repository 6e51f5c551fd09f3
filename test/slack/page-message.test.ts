import { describe, expect, it } from "vitest";
import type { Target } from "#domain/escalation/escalation.ts";
import { IncidentId } from "#domain/incident/incident.ts";
import { renderPage, renderPageDigest } from "#slack/views/page-message.ts";
import { target } from "#test/support/build.ts";
import {
  acknowledged,
  alert,
  facts,
  merged,
  nameOf,
  onLevelTwo,
  page,
  resolved,
  triggered,
} from "./facts.ts";
import { HOSTILE } from "./hostile.ts";
import { actionIds, expectSound, parsedText, textOf, values } from "./messages.ts";

function channel(mention: "none" | "here" | "channel"): Target {
  return { kind: "channel", channel: "#team-pay", mention };
}

describe("a page", () => {
  it("answers first what, how bad and since when, then why it came to you", () => {
    const message = renderPage(facts(triggered()), page(), nameOf);

    expectSound(message);
    expect(message.text).toBe(
      "INC-42 · SEV2 Major · Payments are slow. Payments (team Pay), 3 of 7 firing, 1 muted, since 20 Nov 10:00 UTC. Triggered, nobody has it yet. Why Ana Lima: level 1, new incident.",
    );
    expect(textOf(message)).toMatch(/^INC-42 · SEV2 Major · Payments are slow\n/);
    expect(actionIds(message)).toEqual(["acknowledge", "escalate", "more", "runbook", "dashboard"]);
    expect(values(message)).toEqual([
      "42",
      "42:1",
      "resolve:42",
      "snooze:42",
      "hand-back:42",
      "actions:42",
    ]);
  });

  it("tells the second level that nobody acknowledged in time", () => {
    const second = page({ step: 2, target: target("ben"), reason: "nobody acknowledged in time" });

    expect(textOf(renderPage(facts(onLevelTwo()), second, nameOf))).toContain(
      "Why Ben Okafor: level 2, nobody acknowledged in time.",
    );
  });

  it("does not claim a level for a page of an earlier step", () => {
    expect(renderPage(facts(onLevelTwo()), page(), nameOf).text).toMatch(
      /Why Ana Lima: new incident\.$/,
    );
  });

  it.each<[string, ReturnType<typeof triggered>, RegExp, readonly string[]]>([
    ["acknowledged", acknowledged(), /Acknowledged by ben, /, ["runbook", "dashboard"]],
    ["resolved", resolved(), /Resolved by ben, /, []],
    ["merged", merged(), /Merged into INC-7 by ben, /, []],
  ])("says who has it once it is %s, and asks for nothing more", (_, state, words, buttons) => {
    const message = renderPage(facts(state), page({ target: channel("here") }), nameOf);

    expectSound(message);
    expect(textOf(message)).toMatch(words);
    expect(actionIds(message)).toEqual(buttons);
    expect(parsedText(message)).not.toContain("<!here>");
  });

  it.each<["none" | "here" | "channel", RegExp]>([
    ["none", /^:large/],
    ["here", /^<!here> :large/],
    ["channel", /^<!channel> :large/],
  ])("calls a channel as the policy says: %s", (mention, start) => {
    const message = renderPage(facts(triggered()), page({ target: channel(mention) }), nameOf);

    expectSound(message);
    expect(textOf(message).split("\n")[1]).toMatch(start);
    expect(message.text).toContain("Why this channel: level 1, new incident.");
    expect(message.text.startsWith("<!")).toBe(mention !== "none");
  });

  it.each(HOSTILE.map((text) => [text.slice(0, 30), text]))("stays calm with %j", (_, text) => {
    const hostile = facts(triggered({ title: text }), {
      alerts: [alert("web-1", { name: text, labels: { instance: text } })],
    });
    const message = renderPage(hostile, page({ reason: text }), () => text);

    expectSound(message);
    expect(parsedText(message)).not.toMatch(/<!(?!date\^)|<@|<(https:\/\/evil|!date\^0)/);
  });
});

describe("many pages at once", () => {
  const many = Array.from({ length: 60 }, (_, index) =>
    facts(triggered({ id: IncidentId.parse(index + 1), title: "T".repeat(150) }), {
      severityRules: { ...facts(triggered()).severityRules, name: "N".repeat(30) },
    }),
  );

  it("come as one message, the worst first", () => {
    const small = triggered({ id: IncidentId.parse(7), severity: "SEV3" });
    const message = renderPageDigest([facts(small), facts(triggered())], nameOf);

    expectSound(message);
    expect(message.text).toMatch(/^2 incidents need you\. The worst: INC-42 · SEV2/);
    expect(textOf(message)).toMatch(/INC-42[\s\S]*INC-7/);
    expect(textOf(message)).toContain("Paging Ana Lima, level 1; Ben Okafor at 20 Nov 10:05 UTC");
    expect(actionIds(message)).toEqual(["acknowledge-one", "acknowledge-shown"]);
    expect(values(message)).toEqual(["42", "7", "42,7"]);
  });

  it("stay within what Slack takes, however many there are", () => {
    const message = renderPageDigest(many, nameOf);

    expectSound(message);
    expect(textOf(message)).toContain("and 40 more");
    expect(values(message).at(-1)?.split(",")).toHaveLength(20);
  });

  it("count and offer those, too, of which no more is known than their state", () => {
    const [first, second, ...others] = many.map(({ incident }) => incident);
    if (first === undefined || second === undefined) throw new Error("There are many.");
    const message = renderPageDigest([facts(first), facts(second)], nameOf, { others });

    expectSound(message);
    expect(message.text).toMatch(/^60 incidents need you/);
    expect(textOf(message)).toContain("and 58 more");
    expect(values(message)).toContain("60");
  });

  it("offer only those that nobody has", () => {
    const message = renderPageDigest(
      [facts(acknowledged()), facts(triggered({ id: IncidentId.parse(7) }))],
      nameOf,
    );

    expect(message.text).toMatch(/^1 of 2 incidents still need/);
    expect(actionIds(message)).toEqual(["acknowledge-one"]);
    expect(values(message)).toEqual(["7"]);
  });

  it("lose their buttons when all are taken or over", () => {
    const message = renderPageDigest([facts(acknowledged()), facts(resolved())], nameOf);

    expectSound(message);
    expect(actionIds(message)).toEqual([]);
    expect(textOf(message)).toContain("Acknowledged by ben");
  });
});
