import { Duration } from "luxon";
import { onTestFinished } from "vitest";
import { IncidentId } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { twilioDoor } from "#ways/twilio-door.ts";
import type { WaySetting } from "#ways/way.ts";
import { WAYS } from "#ways/ways.ts";
import { alertsFromTest } from "./alert-body.ts";
import type { TestDatabase } from "./database.ts";
import { configuration, createEngine, deliver } from "./engine.ts";
import { type FakeTwilio, startFakeTwilio, TWILIO } from "./fake-twilio.ts";
import { giveAddresses, reachPeople } from "./reach.ts";
import { storyOf } from "./story.ts";

export const NUMBER = "+4915112345678";

export type ByPhone = {
  readonly engine: Engine;
  readonly setting: () => WaySetting;
  readonly twilio: FakeTwilio;
  /** Lets so much time pass and sends what is due. */
  readonly pass: (duration: object) => Promise<void>;
  readonly alert: (name: string, status?: "resolved") => Promise<void>;
  readonly press: (digit: string, token: string) => Promise<string>;
  readonly write: (text: string, from?: string) => Promise<string>;
  readonly report: (token: string, form: Readonly<Record<string, string>>) => Promise<void>;
  readonly story: (incident?: number) => Promise<readonly string[]>;
  readonly holder: (incident?: number) => Promise<string | null>;
};

/** Ann can be called and written to; Bob is on the level after. */
export async function byPhone(database: TestDatabase, more: object = {}): Promise<ByPhone> {
  const twilio = await startFakeTwilio();
  onTestFinished(twilio.stop);
  const { accountSid, from } = TWILIO;
  const settings = configuration({
    ways: { twilio: { accountSid, from, tokens: ["TWILIO_AUTH_TOKEN"], apiUrl: twilio.url } },
    publicUrl: "https://muster.example",
    ...more,
  });
  const engine = createEngine(database, { configuration: settings, ways: WAYS });
  function setting(): WaySetting {
    return { configuration: settings, secret: () => TWILIO.token };
  }
  const door = twilioDoor(engine, setting);
  await giveAddresses(database, "ann", { sms: NUMBER, voice: NUMBER });
  return {
    engine,
    setting,
    twilio,
    pass: async (duration) => {
      await database.clock.advance(Duration.fromObject(duration));
      await reachPeople(engine, database, setting);
    },
    alert: async (name, status) => {
      const alert = { alertname: name, fingerprint: name, ...(status && { status }) };
      await deliver(engine, "prod", alertsFromTest(alert));
    },
    press: (digit, token) => door.answerKey(callback(token, { Digits: digit })),
    write: (text, sender = NUMBER) => door.answerText(callback("", { Body: text, From: sender })),
    report: (token, form) => door.noteStatus(callback(token, form)),
    story: async (id = 1) => storyOf(await readTimeline(database.kysely, IncidentId.parse(id))),
    holder: async (id = 1) => {
      const incident = await readIncident(database.kysely, IncidentId.parse(id));
      return incident?.acknowledgedBy?.kind === "person" ? incident.acknowledgedBy.name : null;
    },
  };
}

function callback(
  token: string,
  form: Readonly<Record<string, string>>,
): Parameters<ReturnType<typeof twilioDoor>["answerKey"]>[0] {
  return { target: `/x?token=${token}`, query: new URLSearchParams({ token }), form };
}

/** As it stands in the address that Twilio was given. */
export function tokenOf({ twilio }: ByPhone, index = 0): string {
  const url = new URL(twilio.requests[index]?.form["StatusCallback"] ?? "");
  return url.searchParams.get("token") ?? "";
}

export function said(twiml: string): string {
  return twiml
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

export async function called(database: TestDatabase): Promise<ByPhone> {
  const world = await byPhone(database);
  await world.alert("HighLatency");
  await world.pass({ minutes: 1 });
  return world;
}
