import { describe, expect, it } from "vitest";
import type { AlertEvent } from "#domain/alert/alert.ts";
import { parseAlertmanager } from "#intake/alertmanager.ts";
import {
  readSequence,
  recordedRequests,
  type RecordedDelivery,
  recordedWebhooks,
} from "#test/support/recorded-deliveries.ts";
import {
  eventOf,
  parseText,
  RECEIVED_AT,
  reportOf,
  webhook,
  webhookAlert,
} from "#test/support/webhook.ts";

describe("what real Alertmanagers sent", () => {
  it.each(recordedWebhooks())("is read without a note: $story $number", (recorded) => {
    const delivery = parseAlertmanager(recorded.body, RECEIVED_AT);

    expect(delivery).toMatchObject({ kind: "report", notes: [] });
    expect(eventsIn(recorded).flatMap(({ notes }) => notes)).toEqual([]);
    expect(eventsIn(recorded).map(toldAsInSequence)).toEqual(seenInSequence(recorded));
  });

  it("is put aside when it is in PagerDuty's format", () => {
    const events = recordedRequests().filter(({ url }) => url === "/v2/enqueue");

    expect(events).toHaveLength(4);
    for (const { body } of events) {
      expect(parseAlertmanager(body, RECEIVED_AT).kind).toBe("unreadable");
    }
  });

  it("says nothing of the group by its status, when alerts were cut off", () => {
    const cut = recordedWebhooks().filter(({ story }) => story.endsWith("c23_max_alerts"));

    expect(cut.map((recorded) => reportIn(recorded).truncated)).toEqual([2, 2, 0, 2, 2, 0]);
  });

  it("keeps hostile text as it is", () => {
    const [weird] = recordedWebhooks().filter(({ story }) => story.endsWith("c33_escaping"));

    expect(weird && eventsIn(weird)[0]).toMatchObject({
      labels: { alertname: 'Weird "quoted" <b>&', emoji: "žluť 🔥", path: '/a\\b\n{x="1"}' },
      annotations: {
        description: "<!channel> *bold* <https://evil.example|click> `code` & < >\nline2",
      },
      generatorUrl: null,
    });
  });
});

describe("the group", () => {
  it("is the same from both peers of a pair", () => {
    expect(group({ externalURL: "http://am-1" })).toBe(group({ externalURL: "http://am-2" }));
  });

  it.each([
    ["another key", { groupKey: '{}:{alertname="Cpu"}' }],
    ["the same key of another receiver", { receiver: "other" }],
    ["no key and other labels", { groupKey: undefined, groupLabels: { alertname: "Cpu" } }],
  ])("is another one with %s", (_, fields) => {
    expect(group(fields)).not.toBe(group({}));
    expect(group(fields)).toMatch(/^[0-9a-f]{32}$/);
  });

  it(
    "is made of receiver and labels when there is no key, whatever their order",
    { tags: ["I19"] },
    () => {
      const one = group({ groupKey: undefined, groupLabels: { a: "1", b: "2" } });
      const other = group({ groupKey: "", groupLabels: { b: "2", a: "1" } });

      expect(one).toBe(other);
    },
  );

  it("is nothing when nothing names it", () => {
    expect(group({ groupKey: undefined, groupLabels: undefined })).toBeNull();
  });

  it("stays short and plain with a long and strange key", () => {
    expect(group({ groupKey: `\0${"x".repeat(100_000)}` })).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe("several events of one alert in a payload", () => {
  const start = "2026-11-20T11:00:00.000Z";
  const later = "2026-11-20T11:30:00.000Z";
  const firing = webhookAlert({ startsAt: start });
  const ended = webhookAlert({ status: "resolved", startsAt: start, endsAt: later });
  const firedAgain = webhookAlert({ startsAt: later });

  it.each([
    ["the same twice", [firing, firing], start],
    ["two starts", [firedAgain, firing], later],
  ])("become one: %s", { tags: ["I45"] }, (_, alerts, startsAt) => {
    expect(read(alerts)).toEqual([["firing", startsAt]]);
  });

  it.each([
    ["an end after its start", [firing, ended], "resolved", start],
    ["an end before its start in the list", [ended, firing], "resolved", start],
    ["an end and a later start", [firedAgain, ended], "firing", later],
  ])("become what was last: %s", { tags: ["I47"] }, (_, alerts, status, startsAt) => {
    expect(read(alerts)).toEqual([[status, startsAt]]);
  });

  it("stay apart when they are of different alerts", () => {
    const other = webhookAlert({ fingerprint: "2a9bce77bac23fae" });

    expect(reportOf(webhook({ alerts: [firing, other] })).events).toHaveLength(2);
  });
});

describe("times", () => {
  it.each([
    ["2026-11-20T11:00:00Z", "2026-11-20T11:00:00.000Z"],
    ["2026-11-20T11:00:00.97Z", "2026-11-20T11:00:00.970Z"],
    ["2026-11-20T11:00:00.123456789Z", "2026-11-20T11:00:00.123Z"],
    ["2026-11-20T13:00:00.5+02:00", "2026-11-20T11:00:00.500Z"],
    ["2026-11-19T23:30:00-11:30", "2026-11-20T11:00:00.000Z"],
    ["2026-11-20T12:04:59Z", "2026-11-20T12:04:59.000Z"],
  ])("reads the exact instant of %s", { tags: ["I41"] }, (sent, expected) => {
    const event = eventOf(webhookAlert({ startsAt: sent }));

    expect(event.startsAt.toISO()).toBe(expected);
    expect(event.notes).toEqual([]);
  });

  it.each(["0001-01-01T00:00:00Z", "2026-11-20T11:59:00Z"])(
    "has no end while it fires, though %s is sent",
    { tags: ["I42"] },
    (endsAt) => {
      expect(eventOf(webhookAlert({ endsAt }))).toMatchObject({ endsAt: null, notes: [] });
    },
  );

  it(
    "is over when its status says so, though it ended before it started",
    { tags: ["I43"] },
    () => {
      const event = eventOf(webhookAlert({ status: "resolved", endsAt: "2026-11-20T10:00:00Z" }));

      expect(event.status).toBe("resolved");
      expect(event.endsAt?.toISO()).toBe("2026-11-20T10:00:00.000Z");
      expect(event.notes).toEqual([]);
    },
  );
});

it.each(["3", "5"])(
  "takes version %s with unknown fields, and says so",
  { tags: ["I18"] },
  (version) => {
    const alerts = [webhookAlert({ extra: [] })];

    expect(parseText(JSON.stringify(webhook({ version, extra: {}, alerts })))).toMatchObject({
      kind: "report",
      report: { events: [{ labels: { alertname: "Disk" }, notes: [] }] },
      notes: ["The payload is not of version 4."],
    });
  },
);

function read(alerts: readonly unknown[]): readonly (readonly [string, string | null])[] {
  const { events } = reportOf(webhook({ alerts }));
  return events.map(({ status, startsAt }) => [status, startsAt.toISO()]);
}

function group(fields: Readonly<Record<string, unknown>>): string | null {
  return reportOf(webhook(fields)).group;
}

function reportIn({ body }: RecordedDelivery) {
  const delivery = parseAlertmanager(body, RECEIVED_AT);
  if (delivery.kind === "unreadable") throw new Error(delivery.reason);
  return delivery.report;
}

function eventsIn(recorded: RecordedDelivery): readonly AlertEvent[] {
  return reportIn(recorded).events;
}

function toldAsInSequence({ status, fingerprint, startsAt, endsAt }: AlertEvent): string {
  const end = endsAt?.toFormat("HH:mm:ss.SSS") ?? "ZERO";
  return `${status} ${fingerprint.slice(0, 6)} ${startsAt.toFormat("HH:mm:ss.SSS")} ${end}`;
}

/** What the recorder itself made of the same request. */
function seenInSequence({ story, number }: RecordedDelivery): readonly string[] {
  const line = readSequence(story).find((told) => told.includes(` <- #${number} `)) ?? "";
  const alerts = line.matchAll(/:(firing|resolved):(\w{6}):start=([\d:.]+)Z?:end=(ZERO|[\d:.]+)/g);
  return [...alerts].map(([, status, fingerprint, start = "", end = ""]) => {
    const endsAt = end === "ZERO" ? end : end.padEnd(12, "0");
    return `${status} ${fingerprint} ${start.padEnd(12, "0")} ${endsAt}`;
  });
}
