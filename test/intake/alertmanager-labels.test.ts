import { describe, expect, it } from "vitest";
import type { AlertEvent } from "#domain/alert/alert.ts";
import { eventOf, parseText, webhook, webhookAlert } from "#test/support/webhook.ts";

describe("labels and annotations", () => {
  it.each([
    ["a number", 7, "7"],
    ["a boolean", true, "true"],
    ["null", null, "null"],
    ["an object", { a: [1] }, '{"a":[1]}'],
  ])("become text: %s", { tags: ["I26"] }, (_, sent, text) => {
    const event = labelled({ alertname: "Disk", value: sent });

    expect(event.labels["value"]).toBe(text);
    expect(event.notes).toEqual(["The label value was not text."]);
  });

  it.each([
    ["a list", []],
    ["text", "x"],
    ["a number", 7],
  ])("that are %s become none", (_, sent) => {
    expect(labelled(sent).labels).toEqual({});
    expect(eventOf(webhookAlert({ annotations: sent })).notes).toHaveLength(1);
  });

  it("may be missing or null as annotations", () => {
    expect(eventOf(webhookAlert({ annotations: null }))).toMatchObject({
      annotations: {},
      notes: [],
    });
    expect(eventOf(webhookAlert({ annotations: undefined })).notes).toEqual([]);
  });

  it("may be called like what every object has, and pollute nothing", { tags: ["I27"] }, () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
    const text = JSON.stringify(webhook()).replace(
      '"alertname":"Disk"',
      ['"alertname":"Disk"', ...names.map((name) => `"${name}":"x"`)].join(","),
    );

    const delivery = parseText(text);
    const labels = delivery.kind === "report" ? delivery.report.events[0]?.labels : undefined;

    expect(Object.entries(labels ?? {})).toEqual([
      ["alertname", "Disk"],
      ...names.map((name) => [name, "x"]),
      ["instance", "a"],
    ]);
    expect(Object.getPrototypeOf(labels)).toBe(Object.prototype);
    expect({}).not.toHaveProperty("x");
  });

  it("lose NUL, in values and names", { tags: ["I28"] }, () => {
    expect(withText("a\0b")).toMatchObject(replaced("a\uFFFDb"));
  });

  it("lose half of a surrogate pair, in values and names", { tags: ["I29"] }, () => {
    expect(withText("a\uD83D")).toMatchObject(replaced("a\uFFFD"));
  });

  it("may have names of any script", { tags: ["I32"] }, () => {
    const labels = { alertname: "Disk", 'a.b "c"': "1", "žluť 🔥": "2" };

    expect(labelled(labels)).toMatchObject({ labels, notes: [] });
  });

  it("are cut at 64 kB, with a mark, between characters", { tags: ["I30"] }, () => {
    const event = labelled({ alertname: "Disk", value: "🔥".repeat(1024 * 512) });
    const value = event.labels["value"] ?? "";

    expect(value.length).toBeLessThanOrEqual(64 * 1024);
    expect(value).toMatch(/🔥.? … \(cut\)$/u);
    expect(value.isWellFormed()).toBe(true);
    expect(event.notes).toEqual(["The label value was too long and was cut."]);
  });

  it(
    "are all kept when there are 500, and the first thousand when there are more",
    { tags: ["I31"] },
    () => {
      expect(Object.keys(labelled({ alertname: "Disk", ...many(499) }).labels)).toHaveLength(500);
      const event = labelled({ alertname: "Disk", ...many(1499) });
      expect(Object.keys(event.labels)).toHaveLength(1000);
      expect(event.notes).toEqual(["500 labels were left out."]);
    },
  );

  it("are complained of five times at most", () => {
    const numbers = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`l${index}`, 7]));

    const { notes } = labelled({ alertname: "Disk", ...numbers });

    expect(notes).toHaveLength(6);
    expect(notes.at(-1)).toBe("And 45 more of this kind.");
  });
});

describe("the link to its origin", () => {
  it.each([
    ["http://prom.example/graph", "http://prom.example/graph"],
    ["", null],
    ["javascript:alert(1)", null],
    ["data:text/html,x", null],
    ["//host/path", null],
    ["http://user:pw@prom.example/", null],
    [`https://prom.example/${"x".repeat(5000)}`, null],
    [7, null],
    [undefined, null],
  ])("%j becomes %j", (generatorURL, expected) => {
    expect(eventOf(webhookAlert({ generatorURL })).generatorUrl).toBe(expected);
  });
});

/** An alert with this text in the name and the value of a label. */
function withText(text: string): AlertEvent {
  return labelled({ alertname: "Disk", [text]: "x", value: text });
}

function replaced(stored: string): object {
  return {
    labels: { alertname: "Disk", [stored]: "x", value: stored },
    notes: ["The label value held characters that cannot be stored."],
  };
}

function labelled(labels: unknown): AlertEvent {
  return eventOf(webhookAlert({ labels }));
}

function many(count: number): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`l${index}`, "x"]));
}
