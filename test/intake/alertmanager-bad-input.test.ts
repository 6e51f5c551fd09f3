import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { parseAlertmanager } from "#intake/alertmanager.ts";
import {
  RECEIVED_AT,
  eventOf,
  parseText,
  reportOf,
  webhook,
  webhookAlert,
} from "#test/support/webhook.ts";

const RECEIVED = "2026-11-20T12:00:00.000Z";

describe("a body that can never be read", () => {
  it.each([
    ["nothing", "", "the body is empty"],
    ["text", "hello", "the body is not JSON"],
    ["cut JSON", '{"alerts":[', "the body is not JSON"],
    ["a list", "[]", "no JSON object with a list of alerts"],
    ["a string", '"alerts"', "no JSON object with a list of alerts"],
    ["null", "null", "no JSON object with a list of alerts"],
    ["an object without alerts", "{}", "no JSON object with a list of alerts"],
    ["a deep nest", `{"alerts":${"[".repeat(100_000)}`, "nested over 32 levels deep"],
  ])("is refused with a reason: %s", (_, text, reason) => {
    const delivery = parseText(text);

    expect(delivery.kind === "unreadable" && delivery.reason).toContain(reason);
  });

  it("is not one whose brackets stand in strings", () => {
    const alert = webhookAlert({ annotations: { summary: '\\"[{'.repeat(100) } });

    expect(eventOf(alert).notes).toEqual([]);
  });
});

describe("a body that is read all the same", () => {
  it("may begin with a byte order mark", { tags: ["I08"] }, () => {
    expect(parseText(`\uFEFF${JSON.stringify(webhook())}`)).toMatchObject({
      kind: "report",
      notes: [],
    });
  });

  it("reads bytes that are no UTF-8 as replacements", { tags: ["I09"] }, () => {
    const body = Buffer.from(JSON.stringify(webhook()));
    body[body.indexOf("Disk on a")] = 0xff;

    expect(parseAlertmanager(body, RECEIVED_AT)).toMatchObject({
      report: { events: [{ annotations: { summary: "\uFFFDisk on a" } }] },
      notes: ["Bytes that are no UTF-8 were replaced."],
    });
  });

  it.each([
    ["none", []],
    ["null", null],
  ])("reads a body without alerts as one that says nothing: %s", { tags: ["I20"] }, (_, alerts) => {
    expect(reportOf(webhook({ alerts })).events).toEqual([]);
  });

  it("counts the last of two equal keys", { tags: ["I15"] }, () => {
    const text = JSON.stringify(webhook()).replace("{", '{"truncatedAlerts":7,');

    expect(parseText(text)).toMatchObject({ report: { truncated: 0 } });
  });

  it.each(["1e999", "-1", "1.5", '"3"', "null", "{}"])(
    "counts no truncated alerts when it says %s",
    { tags: ["I16"] },
    (sent) => {
      const text = JSON.stringify(webhook()).replace(
        '"truncatedAlerts":0',
        `"truncatedAlerts":${sent}`,
      );

      expect(parseText(text)).toMatchObject({ kind: "report", report: { truncated: 0 } });
    },
  );
});

describe("a malformed alert is still an alert", () => {
  it.each([null, 7, "down", [], {}])("sent as %j", (sent) => {
    const event = eventOf(sent);

    expect(event).toMatchObject({ status: "firing", labels: {}, endsAt: null });
    expect(event.startsAt.toISO()).toBe(RECEIVED);
    expect(event.notes).toContain("It had no alertname.");
  });

  it("keeps what was sent in place of an object", () => {
    expect(eventOf("disk full").annotations).toEqual({ sent: "disk full" });
    expect(eventOf(["disk", 7]).annotations).toEqual({ sent: '["disk",7]' });
  });

  it.each([
    ["FIRING", "firing", 0],
    [" Resolved ", "resolved", 0],
    ["suppressed", "firing", 1],
    [undefined, "firing", 1],
    [7, "firing", 1],
  ])("reads the status %j as %s", { tags: ["I44"] }, (sent, status, notes) => {
    const event = eventOf(webhookAlert({ status: sent, endsAt: "2026-11-20T11:30:00Z" }));

    expect(event.status).toBe(status);
    expect(event.notes).toHaveLength(notes);
  });

  it.each([
    [undefined],
    [null],
    [1795167600],
    ["yesterday"],
    ["2026"],
    ["2026-02-30T00:00:00Z"],
    ["2026-11-20T11:00:60Z"],
    ["0001-01-01T00:00:00Z"],
  ])("that starts at %j began when it came, and says so", { tags: ["I39"] }, (startsAt) => {
    expect(eventOf(webhookAlert({ startsAt }))).toMatchObject(began("was missing or impossible"));
  });

  it.each([
    ["2026-11-20T12:05:01Z", "in the future (2026-11-20T12:05:01.000Z)"],
    ["2026-11-21T12:00:00Z", "in the future (2026-11-21T12:00:00.000Z)"],
    ["9999-12-31T23:59:59Z", "in the future (9999-12-31T23:59:59.000Z)"],
  ])("that starts at %j began when it came, and says so", { tags: ["I40"] }, (startsAt, note) => {
    expect(eventOf(webhookAlert({ startsAt }))).toMatchObject(began(note));
  });

  it.each([undefined, "0001-01-01T00:00:00Z", "never", "2026-11-21T12:00:00Z"])(
    "that is over since %j",
    (endsAt) => {
      const event = eventOf(webhookAlert({ status: "resolved", endsAt }));

      expect(event.endsAt?.toISO()).toBe(RECEIVED);
      expect(event.notes[0]).toContain("Its end");
    },
  );

  it.each([
    ["missing", undefined],
    ["null", null],
    ["empty", ""],
    ["a number", 7],
  ])(
    "with a fingerprint that is %s gets one of its sorted labels",
    { tags: ["I23"] },
    (_, fingerprint) => {
      const one = eventOf(webhookAlert({ fingerprint, labels: { alertname: "Disk", b: "2" } }));
      const reordered = eventOf(
        webhookAlert({ fingerprint, labels: { b: "2", alertname: "Disk" } }),
      );
      const other = eventOf(webhookAlert({ fingerprint, labels: { alertname: "Disk", b: "3" } }));

      expect(one.fingerprint).toMatch(/^[0-9a-f]{32}$/);
      expect(reordered.fingerprint).toBe(one.fingerprint);
      expect(other.fingerprint).not.toBe(one.fingerprint);
      expect(one.notes).toEqual(["It had no fingerprint; one was made from its labels."]);
    },
  );

  it.each([
    ["of 10 kB", "f".repeat(10_240)],
    ["with NUL", "a\0b"],
    ["with half of a pair", "\uD800"],
  ])("with a fingerprint %s gets a short hash of it", { tags: ["I24"] }, (_, fingerprint) => {
    const event = eventOf(webhookAlert({ fingerprint }));

    expect(event.fingerprint).toMatch(/^[0-9a-f]{32}$/);
    expect(event.notes).toHaveLength(1);
  });
});

/** At its receipt, with one note of why. */
function began(note: string): object {
  const startsAt = DateTime.fromISO(RECEIVED, { zone: "utc" });
  return { startsAt, notes: [expect.stringContaining(note)] };
}
