import { Duration } from "luxon";
import { describe, expect, it } from "vitest";
import type { Actor } from "#domain/actor.ts";
import { Policy } from "#domain/escalation/policy.ts";
import { decide } from "#domain/incident/decide-incident.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { whyUnwanted } from "#domain/incident/page-wanted.ts";
import {
  acknowledge,
  alerts,
  alertsChanged,
  at,
  type Command,
  escalate,
  incident,
  person,
  plain,
  resolve,
  roster,
  target,
  tick,
} from "#test/support/build.ts";
import { told } from "#test/support/tell.ts";

const [ana, ben] = [person("ana"), person("ben")];
const people = roster(["ana", "ben"], ["cleo"]);
const call = { kind: "call" } as const;

function rules(level: object, more: object = {}): Policy {
  const notify = [{ person: "anybody" }];
  return Policy.parse({
    levels: [{ notify, ...level }, { notify }],
    repeat: { times: 0 },
    ...more,
  });
}

function on(given: Incident, time: string, command: Command): readonly string[] {
  return told(decide(given, command, at(time)));
}

function stillOnIt(by: Actor = ana): Command {
  return { kind: "still-on-it", by };
}

describe("ack", () => {
  it("stops the timers and calls back pages that have not gone out", () => {
    const taken = incident({ roster: people }, ["10:01", acknowledge()]);

    expect(on(taken, "10:05", tick())).toEqual([]);
    expect(whyUnwanted(taken, { ...call, target: target("ben") })).toBe(
      "somebody acknowledged before",
    );
  });

  it("at a level where all must acknowledge goes on paging those who have not", () => {
    const all = { policy: rules({ ack: "all" }), roster: people };
    const one = incident(all, ["10:01", acknowledge(ana)]);

    expect(one.status).toBe("acknowledged");
    expect(one.paging).toMatchObject({ answered: ["ana"], unanswered: ["ben"] });
    expect(whyUnwanted(one, { ...call, target: target("ben") })).toBeNull();
    expect(whyUnwanted(one, { ...call, target: target("ana") })).not.toBeNull();
    expect(on(one, "10:06", tick({ roster: people }))).toEqual([
      "paged ben (unanswered) until 10:11",
    ]);
  });

  it("at such a level pages them at the pace of its retries", () => {
    const policy = rules({ ack: "all", retry: { every: "PT1M", times: 1 } });
    const one = incident({ policy, roster: people }, ["10:00", acknowledge(ana)]);

    expect(on(one, "10:01", tick({ roster: people }))).toEqual([
      "paged ben (unanswered) until 10:02",
    ]);
  });

  it("at such a level is complete when each of them has", () => {
    const all = { policy: rules({ ack: "all" }), roster: people };
    const both = incident(all, ["10:01", acknowledge(ana)], ["10:02", acknowledge(ben)]);

    expect(both.acknowledgedBy).toEqual(ana);
    expect(both.paging).toMatchObject({ answered: ["ana", "ben"], unanswered: [] });
    expect(on(both, "10:06", tick())).toEqual([]);
    expect(on(both, "10:07", acknowledge(person("cleo")))).toEqual([]);
  });

  it("at such a level is given by whoever takes it over", () => {
    const takeOver: Command = { kind: "take-over", by: ben, from: "ana" };
    const all = { policy: rules({ ack: "all" }), roster: people };
    const over = incident(all, ["10:01", acknowledge(ana)], ["10:02", takeOver]);

    expect(over.acknowledgedBy).toEqual(ben);
    expect(over.paging).toMatchObject({ answered: ["ana", "ben"], unanswered: [] });
    expect(on(over, "10:06", tick({ roster: people }))).toEqual([]);
  });

  it("at such a level does not wait for somebody who cannot be reached", () => {
    const failed: Command = {
      kind: "page-failed",
      step: 1,
      target: target("ben"),
      error: "user_not_found",
      othersReachable: true,
      roster: people,
    };
    const all = { policy: rules({ ack: "all" }), roster: people };
    const one = incident(all, ["10:01", acknowledge(ana)], ["10:02", failed]);

    expect(one.paging).toMatchObject({ unanswered: [], remindAt: null });
  });
});

describe("ack timeout, alert still firing", () => {
  const taken = incident({}, ["10:00", acknowledge(ben)]);
  const asked = incident({}, ["10:00", acknowledge(ben)], ["10:25", tick()]);

  it("asks whoever has it five minutes before", () => {
    expect(on(taken, "10:24:59", tick())).toEqual([]);
    expect(on(taken, "10:25", tick())).toEqual(["asked ben until 10:30"]);
    expect(whyUnwanted(asked, { kind: "ask", target: target("ben") })).toBeNull();
  });

  it("pages round 1 level 1 with whoever had it when no answer comes", () => {
    expect(on(asked, "10:29", tick())).toEqual([]);
    expect(on(asked, "10:30", tick())).toEqual([
      "paged ana and ben (level 1, round 1) until 10:35",
    ]);
  });

  it("pages whoever is on call with them where the first level has nobody", () => {
    const night = tick({ roster: roster([], ["cleo"]) });

    expect(on(asked, "10:30", night)).toEqual([
      "level 1 skipped",
      "paged cleo and ben (level 2, round 1) until 10:35",
    ]);
  });

  it("pages whoever had it where nobody is on call", () => {
    expect(on(asked, "10:30", tick({ roster: roster() }))).toEqual([
      "paged ben (level 1, round 1) until 10:35",
    ]);
  });

  it.each<[state: string, given: Parameters<typeof incident>[0]]>([
    ["is held back", { pause: Duration.fromISO("PT2M") }],
    ["waits for somebody to come", { policy: rules({ ifEmpty: "wait" }), roster: roster([]) }],
  ])("comes as well when it is acknowledged while it %s", (_, given) => {
    const early = incident(given, ["10:01", acknowledge(ben)]);
    const back = alertsChanged({ joined: alerts("Other"), reopen: "quietly" });
    const returned = incident(
      given,
      ["10:01", acknowledge(ben)],
      ["10:02", resolve(ben)],
      ["10:03", back],
    );

    expect(on(early, "10:26", tick())).toEqual(["asked ben until 10:31"]);
    expect(on(returned, "10:28", tick())).toEqual(["asked ben until 10:33"]);
  });

  it("starts anew with an answer", () => {
    const answered = incident(
      {},
      ["10:00", acknowledge(ben)],
      ["10:25", tick()],
      ["10:26", stillOnIt(ben)],
    );

    expect(answered.status).toBe("acknowledged");
    expect(whyUnwanted(answered, { kind: "ask", target: target("ben") })).not.toBeNull();
    expect(on(answered, "10:30", tick())).toEqual([]);
    expect(on(answered, "10:51", tick())).toEqual(["asked ben until 10:56"]);
  });

  it("takes an acknowledgement of whoever has it for the answer, whichever way it comes", () => {
    expect(on(asked, "10:26", acknowledge(ben))).toEqual(["ben: still-on-it"]);
    expect(on(taken, "10:20", acknowledge(ben))).toEqual([]);
  });

  it("takes the answer only from whoever has it", () => {
    expect(on(asked, "10:26", stillOnIt(ana))).toEqual([]);
    expect(on(incident(), "10:01", stillOnIt(ana))).toEqual([]);
  });

  it("is pushed out by whatever the holder does, and by nobody else", () => {
    const news = alertsChanged({ joined: alerts("Other"), severity: "SEV2" });
    const later = incident({}, ["10:00", acknowledge(ben)], ["10:20", { ...news, by: ben }]);
    const unmoved = incident({}, ["10:00", acknowledge(ben)], ["10:20", { ...news, by: ana }]);

    expect(plain(later.paging.ackUntil)).toEqual(plain(at("10:50")));
    expect(plain(unmoved.paging.ackUntil)).toEqual(plain(at("10:30")));
  });

  it("begins anew with the acknowledgement after an escalation", () => {
    const again = incident(
      {},
      ["10:00", acknowledge()],
      ["10:20", escalate()],
      ["10:21", acknowledge(ben)],
    );

    expect(plain(again.paging.ackUntil)).toEqual(plain(at("10:51")));
  });

  it("asks where the team reads when the configuration does not know who has it", () => {
    const guest: Actor = { kind: "person", slackId: "U0GUEST", name: "Gus", person: null };
    const given = incident({}, ["10:00", acknowledge(guest)]);

    expect(on(given, "10:25", tick())).toEqual(["asked #payments until 10:30"]);
  });

  it("asks first when the time passed while nobody looked", () => {
    expect(on(taken, "14:00", tick())).toEqual(["asked ben until 14:05"]);
  });

  it("asks after half of a short time", () => {
    const short = incident({ policy: rules({}, { ackTimeout: "PT6M" }) }, ["10:00", acknowledge()]);

    expect(on(short, "10:03", tick())).toEqual(["asked ana until 10:06"]);
  });

  it.each([
    ["is off", incident({ policy: rules({}, { ackTimeout: "off" }) }, ["10:00", acknowledge()])],
    ["would wake nobody", incident({ severity: "SEV4", pages: false }, ["10:00", acknowledge()])],
  ])("never comes where it %s", (_, given) => {
    expect(given.paging.nextAt).toBeNull();
    expect(on(given, "20:00", tick())).toEqual([]);
  });
});
