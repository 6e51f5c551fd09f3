import { describe, expect, it } from "vitest";
import { IncidentId, type Incident } from "#domain/incident/incident.ts";
import { renderDigest } from "#slack/views/digest.ts";
import { at } from "#test/support/build.ts";
import { acknowledged, merged, resolved, triggered } from "./facts.ts";
import { HOSTILE } from "./hostile.ts";
import { actionIds, expectSound, parsedText, textOf, values } from "./messages.ts";

const services = new Map([
  ["payments", { id: "payments", name: "Payments", team: "pay", policy: "usual", dashboards: [] }],
]);

function storm(incidents: readonly Incident[], ended = false): ReturnType<typeof renderDigest> {
  return renderDigest({ since: ended ? null : at("14:02"), incidents, services });
}

function numbered(count: number, more: Parameters<typeof triggered>[0] = {}): readonly Incident[] {
  return Array.from({ length: count }, (_, index) => {
    return triggered({ id: IncidentId.parse(index + 1), ...more });
  });
}

describe("the digest of a storm", () => {
  it("says that it storms, since when, and how it goes on", () => {
    const message = storm(numbered(47));

    expectSound(message);
    expect(message.text).toContain(
      "Storm: 47 new incidents since 20 Nov 14:02 UTC. Cards are collected here until it has been quiet for two minutes. 47 incidents of 47 still need somebody. SEV2: 47. Payments: 47.",
    );
  });

  it("counts by severity and by service", () => {
    const message = storm([
      ...numbered(2),
      triggered({ id: IncidentId.parse(9), severity: "SEV1", service: "gone" }),
    ]);

    expect(textOf(message)).toContain("SEV1: 1, SEV2: 2.\nPayments: 2, gone: 1.");
  });

  it("shows those first that nobody has, then the worst", () => {
    const message = storm([
      acknowledged({ id: IncidentId.parse(1), severity: "SEV1" }),
      triggered({ id: IncidentId.parse(2), severity: "SEV3" }),
      merged({ id: IncidentId.parse(5), severity: "SEV1" }),
      resolved({ id: IncidentId.parse(3), severity: "SEV1" }),
      triggered({ id: IncidentId.parse(4), severity: "SEV2" }),
    ]);

    expect(
      textOf(message)
        .match(/^INC-\d/gm)
        ?.slice(0, 5),
    ).toEqual(["INC-4", "INC-2", "INC-1", "INC-3", "INC-5"]);
  });

  it("lets people take one of all, or all that are shown", () => {
    const message = storm(numbered(150));

    expectSound(message);
    expect(actionIds(message)).toEqual(["acknowledge-one", "acknowledge-shown"]);
    expect(values(message)).toHaveLength(101);
    expect(values(message).at(-1)).toBe(
      Array.from({ length: 20 }, (_, index) => index + 1).join(","),
    );
    expect(textOf(message)).toContain("and 130 more, less urgent.");
  });

  it("says that it is over, and keeps what is still open within reach", () => {
    const over = [resolved({ id: IncidentId.parse(3) }), merged({ id: IncidentId.parse(5) })];
    const message = storm([triggered(), ...over], true);

    expectSound(message);
    expect(textOf(message)).toContain(
      "The storm is over\nIt brought 3 incidents; 1 is still open.",
    );
    expect(actionIds(message)).toEqual(["acknowledge-one"]);
  });

  it.each(HOSTILE.map((text) => [text.slice(0, 30), text]))("stays calm with %j", (_, text) => {
    const message = storm(numbered(30, { title: text, service: text }));

    expectSound(message);
    expect(parsedText(message)).not.toMatch(/<!(?!date\^)|<@|<(https:\/\/evil|!date\^0)/);
  });
});
