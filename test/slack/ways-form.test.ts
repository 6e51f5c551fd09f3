import { describe, expect, it } from "vitest";
import type { WayForm } from "#domain/way.ts";
import type { Contacts } from "#engine/reachable.ts";
import { readWaysForm, renderWaysForm } from "#slack/flows/ways/ways-form.ts";
import { renderTestPage } from "#slack/views/test-page.ts";
import { waysSection, waysSentence } from "#slack/views/ways-section.ts";
import type { Attempt } from "#store/page/attempts.ts";
import { at } from "#test/support/build.ts";
import { wordsOf } from "#test/support/slack-state.ts";
import { WEBHOOK } from "#ways/webhook.ts";

const VOICE: WayForm = {
  kind: "voice",
  label: "Phone call",
  by: "phone",
  done: "called by phone",
  asks: { label: "Phone number", placeholder: "+49 …", hint: "With its country." },
  after: { high: 1, low: null },
  readAddress: (text) =>
    text.startsWith("+")
      ? { ok: true, address: text.replaceAll(" ", "") }
      : { ok: false, problem: "Begin with + and the country." },
  mask: (address) => `${address.slice(0, 3)} … ${address.slice(-2)}`,
};

function contacts(address: string | null, high: number | null = 1): Contacts {
  return { ways: [{ form: VOICE, address, minutes: { high, low: null } }], testedAt: null };
}

function typed(address: string, high = "1", low = "never"): Parameters<typeof readWaysForm>[0] {
  return {
    "address/voice": { "address/voice": { value: address } },
    "high/voice": { "high/voice": { selected_option: { value: high } } },
    "low/voice": { "low/voice": { selected_option: { value: low } } },
  };
}

describe("the form about how somebody is reached", () => {
  it("shows what they said, whole", () => {
    const words = JSON.stringify(renderWaysForm(contacts("+491234")));

    expect(words).toContain('"initial_value":"+491234"');
    expect(words).toContain("after 1 min");
  });

  it("has room for the longest address that any way takes", () => {
    const longest = `https://pager.example/${"ü".repeat(300)}`;
    const read = WEBHOOK.readAddress(longest);
    const address = read.ok ? read.address : "";
    const field = renderWaysForm(contacts(address)).blocks.find(({ type }) => type === "input");

    expect(address.length).toBeGreaterThan(longest.length);
    expect(field).toMatchObject({ element: { initial_value: address, max_length: 3000 } });
  });

  it("offers minutes that are not among the usual ones when they were chosen", () => {
    expect(wordsOf(renderWaysForm(contacts(null, 7)).blocks)).toContain("after 7 min");
  });

  it("keeps an address in the way's own form, and the minutes for each urgency", () => {
    expect(readWaysForm(typed(" +49 12 34 ", "3"), [VOICE])).toEqual({
      kind: "complete",
      input: {
        addresses: [{ way: "voice", address: "+491234" }],
        rules: [
          { way: "voice", urgency: "high", minutes: 3 },
          { way: "voice", urgency: "low", minutes: null },
        ],
      },
    });
  });

  it("says below the field what is wrong and what to type", () => {
    expect(readWaysForm(typed("0123"), [VOICE])).toEqual({
      kind: "incomplete",
      errors: { "address/voice": "Begin with + and the country." },
    });
  });

  it("takes an address away when its field is empty", () => {
    const read = readWaysForm(typed(""), [VOICE]);

    expect(read.kind === "complete" && read.input.addresses).toEqual([]);
  });
});

describe("the list of somebody's ways", () => {
  it("hides most of an address even from its owner", () => {
    const words = wordsOf(waysSection(contacts("+491234")));

    expect(words).toContain("Phone call to +49 … 34: after 1 min");
    expect(words).not.toContain("+491234");
    expect(waysSentence(contacts("+491234"))).toBe("You are reached by Slack and phone.");
  });

  it("warns who has nothing but Slack", () => {
    expect(wordsOf(waysSection(contacts(null)))).toContain("wakes nobody who sleeps");
  });

  it("says whom to ask when nothing else is set up", () => {
    const words = wordsOf(waysSection({ ways: [], testedAt: null }));

    expect(words).toContain("docs/ways.md");
    expect(words).not.toContain("Change");
  });
});

describe("the message about a test page", () => {
  const test = {
    id: 7,
    person: "ann",
    slackId: "U00000ANN",
    startedAt: at("10:00"),
    confirmedAt: null,
    confirmedVia: null,
    channel: null,
    ts: null,
  };

  it("tells of each way what came of it, and why", () => {
    const { text } = renderTestPage(
      test,
      [attempt("slack", "sent"), attempt("voice", "failed", "no such <number>")],
      [VOICE],
    );

    expect(text).toContain("Slack: arrived");
    expect(text).toContain("Phone call: failed: no such &lt;number&gt;");
  });

  it("asks nothing more once it was confirmed", () => {
    const confirmed = { ...test, confirmedAt: at("10:01"), confirmedVia: "phone" };

    const { text, blocks } = renderTestPage(confirmed, [attempt("voice", "sent")], [VOICE]);

    expect(text).toContain("Test received by phone.");
    expect(blocks.some(({ type }) => type === "actions")).toBe(false);
  });
});

function attempt(way: string, state: Attempt["state"], error: string | null = null): Attempt {
  return {
    id: 1,
    page: null,
    test: 7,
    person: "ann",
    way,
    state,
    dueAt: at("10:00"),
    tries: 1,
    error,
    silence: null,
    settledAt: null,
  };
}
