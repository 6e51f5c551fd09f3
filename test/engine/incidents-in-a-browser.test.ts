import { sql } from "kysely";
import { DateTime } from "luxon";
import { expect, it } from "vitest";
import { IncidentId } from "#domain/incident/incident.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { declareIncident } from "#engine/incident/declare-incident.ts";
import { writeSection } from "#engine/postmortem/write-section.ts";
import { signKey } from "#engine/web-link.ts";
import { saveChart } from "#store/budget/charts.ts";
import { budgetChart } from "#test/support/budget-chart.ts";
import { person } from "#test/support/build.ts";
import { withDatabase } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";
import { startHookServer } from "#test/support/hook-server.ts";
import { incidentRoutes } from "#web/incident-routes.ts";

const ANN = person("ann");
const ONE = IncidentId.parse(1);
const SECRET = "a-secret-of-thirty-two-characters-or-more";
const KEY = signKey(SECRET, ONE, DateTime.utc().plus({ days: 1 }));
const HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1))";

withDatabase("incidents in a browser", (open) => {
  it("show what is known and written to whoever may read it, and harm nobody", async () => {
    const database = await open();
    const engine = createEngine(database);
    const declared = { form: "V1", service: "checkout", severity: "SEV2" } as const;
    await declareIncident(engine, { ...declared, title: HOSTILE, by: ANN });
    await declareIncident(engine, { ...declared, form: "V2", title: "Another", by: ANN });
    await changeIncident(engine, ONE, () => ({ kind: "resolve", by: ANN, reason: "fixed" }));
    const takenAt = DateTime.utc();
    await saveChart(database.kysely, ONE, {
      objective: "checkout/a",
      chart: budgetChart(),
      takenAt,
    });
    const section = { incident: ONE, section: "summary", text: `It broke. ${HOSTILE}` };
    await writeSection(engine, { ...section, basedOn: 0, by: ANN });
    const rules = { opensLocally: true, secrets: [SECRET], header: undefined, proxies: [] };
    const server = await startHookServer({ routes: incidentRoutes(engine, () => rules) });
    async function read(path: string, headers: Record<string, string> = {}) {
      const response = await fetch(server.url + path, { headers });
      return {
        status: response.status,
        type: response.headers.get("content-type"),
        text: await response.text(),
      };
    }
    const afar = { "X-Forwarded-For": "203.0.113.9" };

    const list = await read("/incidents");
    expect(list.text).toMatch(/Open<\/h2>.*INC-2: Another.*Ended in the last 30 days.*INC-1/s);

    const incident = await read("/incidents/1");
    expect(incident.text).toContain("fixed");
    expect(incident.text).toContain('src="/incidents/1/charts/checkout%2Fa"');
    expect(incident.text).not.toContain('http-equiv="refresh"');
    expect((await read("/incidents/2")).text).toContain('http-equiv="refresh" content="60"');

    const postmortem = await read("/incidents/1/postmortem");
    expect(postmortem.text).toContain("It broke.");
    for (const { text } of [list, incident, postmortem]) {
      expect(text).not.toMatch(/<script|href="javascript/i);
      expect(text).toContain("&lt;script&gt;");
    }

    expect(await read("/incidents/1/charts/checkout%2Fa")).toMatchObject({
      status: 200,
      type: "image/svg+xml; charset=utf-8",
    });
    for (const path of ["/incidents/99", "/incidents/x", "/incidents/1/charts/other"]) {
      expect(await read(path)).toMatchObject({
        status: 404,
        text: expect.stringContaining("<main>"),
      });
    }

    await database.kysely
      .updateTable("incident")
      .set({ state: sql`state || '{"status": "pondered"}'` })
      .where("id", "=", 2)
      .execute();
    for (const path of ["/incidents/2", "/incidents/2/postmortem"]) {
      const unreadable = await read(path);
      expect(unreadable.status).toBe(500);
      expect(unreadable.text).toMatch(/INC-2: Another.*SEV2, Checkout.*most likely a newer one/s);
    }
    expect((await read("/incidents")).text).toContain("INC-2: Another");

    const linked = await read(`/incidents/1?key=${KEY}`, afar);
    expect(linked.text).toContain(`href="/incidents/1/postmortem?key=${KEY}"`);
    expect(linked.text).toContain(`/charts/checkout%2Fa?key=${KEY}`);
    expect(linked.text).not.toContain("All incidents");
    for (const path of [
      `/incidents/2?key=${KEY}`,
      `/incidents?key=${KEY}`,
      "/incidents/1",
      "/incidents/99",
    ]) {
      expect((await read(path, afar)).status).toBe(403);
    }
  });
});
