import { describe, expect, it } from "vitest";
import { evolve } from "#domain/incident/evolve-incident.ts";
import type { Incident, IncidentEvent } from "#domain/incident/incident.ts";
import { acknowledge, at, incident, person, plain, resolve } from "#test/support/build.ts";

const ben = person("ben");
const resolved = incident({}, ["10:02", acknowledge()], ["10:03", resolve()]);
const untaken = incident({}, ["10:03", resolve()]);

type Changed = Partial<Omit<Incident, "paging">> & {
  readonly paging?: Partial<Incident["paging"]>;
};

const NOBODYS = { status: "triggered", acknowledgedBy: null, roles: {} } as const;

function after(given: Incident, event: IncidentEvent): Incident {
  return evolve(given, { at: at("10:20"), by: ben, event });
}

function changed(given: Incident, { paging, ...rest }: Changed): unknown {
  return plain({ ...given, ...rest, paging: { ...given.paging, ...paging } });
}

describe("an incident that is open again", () => {
  it.each<readonly [string, Incident, IncidentEvent, Changed]>([
    [
      "quietly to its holder",
      resolved,
      { kind: "reopened", quietly: true, holdUntil: null },
      {
        status: "acknowledged",
        paging: { state: "acknowledged", nextAt: at("10:45"), ackUntil: at("10:50") },
      },
    ],
    [
      "quietly to nobody, held back",
      untaken,
      { kind: "reopened", quietly: true, holdUntil: at("10:21") },
      { status: "triggered", paging: { state: "held", called: [], nextAt: at("10:21") } },
    ],
    [
      "loudly to nobody",
      resolved,
      { kind: "reopened", quietly: false, holdUntil: null },
      { ...NOBODYS, paging: { state: "off", level: 0, round: 1 } },
    ],
  ])("belongs %s", (_, given, event, expected) => {
    const life = { ...given.life, resolution: null };
    const open = { resolvedAt: null, resolvedBy: null, quietSince: null, life, ...expected };
    const reopened = plain(after({ ...given, quietSince: at("10:03") }, event));
    expect(reopened).toEqual(changed(given, open));
  });
});
