import { describe, expect, it } from "vitest";
import { apply, decide } from "#domain/incident/decide-incident.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { LEAD } from "#domain/response/role.ts";
import { acknowledge, at, handBack, incident, person, type Command } from "#test/support/build.ts";
import { told } from "#test/support/tell.ts";

const [ana, ben] = [person("ana"), person("ben")];
const taken = ["10:02", acknowledge()] as const;
const offer: Command = { kind: "offer-hand-over", by: ana, to: ben, brief: "Read it.", key: "k" };

describe("handing over", () => {
  const accept: Command = { kind: "accept-hand-over", by: ben, key: "k" };
  const offered = incident({}, taken, ["10:10", offer]);

  it("moves both when it is accepted, and nothing before", () => {
    const accepted = incident({}, taken, ["10:10", offer], ["10:12", accept]);

    expect([offered.acknowledgedBy, offered.roles[LEAD]]).toEqual([ana, ana]);
    expect([accepted.acknowledgedBy, accepted.roles[LEAD]]).toEqual([ben, ben]);
    expect(accepted.offers.open).toBeNull();
  });

  it("of what is led and nobody has makes whoever accepts take it altogether", () => {
    const given = incident(
      {},
      ["10:02", { kind: "give-role", by: ben, to: ana, role: LEAD }],
      ["10:10", offer],
    );
    const decision = decide(given, accept, at("10:12"));

    expect(told(decision)).toEqual(["ben: acknowledged", "ben: hand-over-accepted"]);
    const { acknowledgedBy, roles } = apply(given, decision.events);
    expect([acknowledgedBy, roles[LEAD]]).toEqual([ben, ben]);
  });

  it.each<readonly [string, Incident, Command, readonly string[], string]>([
    ["is offered once by one form", offered, offer, [], "this hand-over was offered already"],
    [
      "to another takes the first offer back",
      offered,
      { ...offer, kind: "offer-hand-over", to: person("cleo"), key: "l", by: ana, brief: "" },
      ["ana: hand-over-withdrawn", "ana: hand-over-offered"],
      "hand-over-offered",
    ],
    [
      "by the lead leaves alone what whoever has it offered",
      incident(
        {},
        taken,
        ["10:05", { kind: "give-role", by: ana, to: person("cleo"), role: LEAD }],
        ["10:10", offer],
      ),
      { ...offer, kind: "offer-hand-over", by: person("cleo"), to: ben, key: "l", brief: "" },
      [],
      "somebody else offered it",
    ],
    [
      "to oneself is refused",
      incident({}, taken),
      { kind: "offer-hand-over", by: ana, to: ana, brief: "", key: "k" },
      [],
      "nobody hands over to themselves",
    ],
    [
      "of what somebody else has is refused",
      incident({}, ["10:02", acknowledge(ben)]),
      offer,
      [],
      "somebody else has it",
    ],
    ["of what nobody has is refused", incident(), offer, [], "nobody has it"],
    [
      "cannot be accepted by a third one",
      offered,
      { kind: "accept-hand-over", by: person("cleo"), key: "k" },
      [],
      "it was offered to somebody else",
    ],
    [
      "cannot be accepted once it was taken back",
      incident({}, taken, ["10:10", offer], ["10:11", { kind: "withdraw-hand-over", by: ana }]),
      accept,
      [],
      "no hand-over waits for an answer",
    ],
    [
      "is over once the one who asked has it no more",
      incident({}, taken, ["10:10", offer], ["10:11", handBack()]),
      accept,
      [],
      "no hand-over waits for an answer",
    ],
    [
      "can be declined",
      offered,
      { kind: "decline-hand-over", by: ben, key: "k" },
      ["ben: hand-over-declined"],
      "hand-over-declined",
    ],
    [
      "can be taken back by the one who asked only",
      offered,
      { kind: "withdraw-hand-over", by: ben },
      [],
      "only who offered it can take that back",
    ],
  ])("%s", (_, given, command, ...expected) => {
    const decision = decide(given, command, at("10:12"));

    expect([told(decision), decision.reason]).toEqual(expected);
  });
});
