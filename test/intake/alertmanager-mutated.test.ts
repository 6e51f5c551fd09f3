import * as fc from "fast-check";
import { DateTime } from "luxon";
import { expect, it } from "vitest";
import type { AlertEvent } from "#domain/alert/alert.ts";
import { parseAlertmanager } from "#intake/alertmanager.ts";
import { runs } from "#test/support/property-runs.ts";
import { parseText, RECEIVED_AT, webhook, webhookAlert } from "#test/support/webhook.ts";

const strange = fc.oneof(
  fc.jsonValue({ depthSize: "small" }),
  fc.string({ unit: "binary" }),
  fc.constantFrom("__proto__", "0001-01-01T00:00:00Z", "\0", "\uD800", -1, 1e308, null, undefined),
);
const texts = fc.oneof(strange, fc.dictionary(fc.string({ unit: "binary" }), strange));
const alert = fc.oneof(
  strange,
  fc
    .record(
      {
        status: strange,
        labels: texts,
        annotations: texts,
        startsAt: fc.oneof(
          strange,
          fc.date().map(String),
          fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
        ),
        endsAt: strange,
        generatorURL: fc.oneof(strange, fc.webUrl()),
        fingerprint: strange,
      },
      { requiredKeys: [] },
    )
    .map(webhookAlert),
);
const payload = fc
  .record(
    {
      receiver: strange,
      groupKey: strange,
      groupLabels: texts,
      truncatedAlerts: strange,
      version: strange,
    },
    { requiredKeys: [] },
  )
  .map(webhook);

it("salvages every payload with alerts, however strange, and keeps what can be stored", () => {
  fc.assert(
    fc.property(payload, fc.array(alert, { minLength: 1 }), (fields, alerts) => {
      const delivery = parseText(JSON.stringify({ ...fields, alerts }));

      expect(delivery.kind).toBe("report");
      const events = delivery.kind === "report" ? delivery.report.events : [];
      expect(events.length).toBeGreaterThan(0);
      expect(new Set(events.map(({ fingerprint }) => fingerprint)).size).toBe(events.length);
      for (const event of events) expectStorable(event);
    }),
    runs(500),
  );
});

it("never throws, whichever bytes come", () => {
  const body = Buffer.from(JSON.stringify(webhook()));
  const damage = fc.array(fc.tuple(fc.nat(body.length - 1), fc.nat(255)), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(damage, fc.nat(body.length), (changes, length) => {
      const damaged = Buffer.from(body.subarray(0, length));
      for (const [at, byte] of changes) damaged[at] = byte;

      expect(["report", "unreadable"]).toContain(parseAlertmanager(damaged, RECEIVED_AT).kind);
    }),
    runs(1000),
  );
});

function expectStorable(event: AlertEvent): void {
  const { fingerprint, status, startsAt, endsAt } = event;
  expect(fingerprint).toMatch(/^[\w.:-]{1,64}$/);
  expect(startsAt.isValid && startsAt <= RECEIVED_AT.plus({ minutes: 5 })).toBe(true);
  expect(DateTime.isDateTime(endsAt)).toBe(status === "resolved");
  const stored = [event.labels, event.annotations].flatMap((map) => Object.entries(map)).flat();
  for (const text of [...stored, ...event.notes]) {
    expect(text.isWellFormed() && !text.includes("\0") && text.length <= 64 * 1024).toBe(true);
  }
}
