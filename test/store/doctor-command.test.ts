import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { MUSTER } from "#domain/actor.ts";
import { IncidentId } from "#domain/incident/incident.ts";
import { startSandbox } from "#sandbox/sandbox.ts";
import { quarantineDelivery } from "#store/alert/deliveries.ts";
import { lockSource } from "#store/alert/sources.ts";
import { appendTimeline } from "#store/incident/timeline.ts";
import { CONFIGURATION, WORKSPACE } from "#test/support/acme.ts";
import { at } from "#test/support/build.ts";
import { runMuster } from "#test/support/cli.ts";
import { type TestDatabase, withPostgres } from "#test/support/database.ts";
import { hearSource } from "#test/support/hear-source.ts";

async function folderWith(configuration: object): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-doctor-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const services = { checkout: { ...CONFIGURATION.services.checkout, runbook: undefined } };
  const file = JSON.stringify({ ...CONFIGURATION, services, ...configuration });
  await writeFile(path.join(folder, "muster.yaml"), file);
  return folder;
}

const ROTA = { name: "Rota", team: "checkout", timezone: "UTC" };
const LAYER = { anchor: "2026-01-05T09:00", every: { n: 1, unit: "days" } };

const MAIL = { host: "127.0.0.1", port: 25, from: "muster@b.example" };
/** What is found where people are paged by name only, as all of them are here. */
const ONLY_SLACK = ["Ann", "Bob"].map((name) => {
  return `people: ${name} is named by the policy checkout and has only Slack, which wakes nobody: add \`ways\` to muster.yaml, as docs/ways.md says`;
});

const Output = z.object({
  examined: z.array(z.object({ part: z.string(), findings: z.array(z.string()) })),
});

function findingsOf(out: string): readonly string[] {
  const { examined } = Output.parse(JSON.parse(out));
  return examined.flatMap(({ part, findings }) => findings.map((words) => `${part}: ${words}`));
}

async function tokens(): Promise<Record<string, string>> {
  const sandbox = await startSandbox({ manifest: "manifest.yml", seed: WORKSPACE });
  onTestFinished(() => sandbox.close());
  return {
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    SLACK_API_URL: sandbox.apiUrl,
  };
}

/** An incident with two lines, and a source that was heard. */
async function fill(database: TestDatabase): Promise<void> {
  const id = IncidentId.parse(1);
  const event = { kind: "resolved", reason: "fixed" } as const;
  const entry = { at: at("10:00"), by: MUSTER, event };
  await database.transaction(async (tx) => {
    await sql`
      insert into incident (id, key, service, status, severity, opened_at, state)
      values (1, 'k', 'checkout', 'resolved', 'SEV2', ${at("10:00")}, '{}')`.execute(tx);
    await appendTimeline(tx, [{ incident: { id }, entries: [entry, entry] }]);
    await lockSource(tx, "prod");
    const { rows } = await sql<{ now: typeof entry.at }>`select muster_now() as now`.execute(tx);
    await hearSource(tx, "prod", rows[0]?.now ?? at("10:00"), false);
  });
}

withPostgres("muster doctor", (open) => {
  it("finds nothing where all is well", async () => {
    const database = await open();
    await fill(database);
    for (const person of ["ann", "bob"]) {
      await sql`insert into contact values (${person}, 'mail', 'a@b.example', 'U1')`.execute(
        database.kysely,
      );
    }
    const folder = await folderWith({ ways: { mail: MAIL } });
    const environment = { ...(await tokens()), DATABASE_URL: database.url ?? "" };

    const { code, out } = await runMuster(folder, ["doctor"], environment);

    expect(out.replaceAll(/ {2,}/g, " ").trim().split("\n")).toEqual([
      expect.stringMatching(/^ok configuration: .* can be used/),
      expect.stringMatching(/^ok Slack: muster is in the workspace /),
      "ok socket: Slack lets us connect",
      expect.stringMatching(/^ok database: postgres \d+\.\d+, \d+ MiB, up to date$/),
      expect.stringMatching(/^ok sources: prod was heard last .* UTC$/),
      "ok people: 2 people may be paged in the next 24 hours",
      "ok quarantine: nothing is in it",
      "ok running: nothing is impaired",
      "ok timelines: verified 1 timeline with 2 lines",
      "ok charts: fonts and images work",
      "ok clock: right to within half a minute",
      expect.stringMatching(/^ok time zones: version \d{4}[a-z]$/),
    ]);
    expect(code).toBe(0);
  });

  it("finds a timeline that was changed, and a source that was never heard", async () => {
    const database = await open();
    await fill(database);
    await database.transaction(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      await sql`update timeline set event = '{}' where id = 1`.execute(tx);
      await sql`update source_state set last_delivery_at = null`.execute(tx);
    });
    const environment = { ...(await tokens()), DATABASE_URL: database.url ?? "" };

    const { code, out } = await runMuster(await folderWith({}), ["doctor", "--json"], environment);

    expect(code).toBe(1);
    expect(findingsOf(out)).toEqual([
      "sources: prod has never been heard: let it send to /hooks/prod",
      ...ONLY_SLACK,
      expect.stringMatching(/^timelines: INC-1: line 1 of its timeline was changed/),
    ]);
  });

  it("finds what cannot be asked, who cannot be reached tonight, and what lies in quarantine", async () => {
    const database = await open();
    await fill(database);
    const body = Buffer.from("nonsense");
    await quarantineDelivery(database, { source: "prod", body, reason: "no JSON" });
    const url = "http://127.0.0.1:1";
    const folder = await folderWith({
      sources: { prod: { type: "alertmanager", api: { url } } },
      prometheus: { url },
      people: { ...CONFIGURATION.people, gone: { name: "Gone", slack: "U0000GONE" } },
      schedules: { rota: { ...ROTA, layers: [{ ...LAYER, members: ["gone"] }] } },
    });
    const slack = { ...(await tokens()), SLACK_APP_TOKEN: "xapp-of-nobody" };
    const environment = { ...slack, DATABASE_URL: database.url ?? "" };

    const { code, out } = await runMuster(folder, ["doctor", "--json"], environment);

    expect(findingsOf(out)).toEqual([
      expect.stringMatching(/^socket: Slack does not let us connect: .*connections:write/),
      expect.stringMatching(/^sources: prod cannot be asked for its alerts: .*sources.prod.api/),
      expect.stringMatching(
        /^people: Gone is on call .* is not in the Slack workspace: .*people.gone/,
      ),
      ...ONLY_SLACK,
      expect.stringMatching(
        /^people: Gone is on call .* only Slack, which wakes nobody: add `ways`/,
      ),
      expect.stringMatching(/^quarantine: 1 delivery of prod could not be read: .*muster replay/),
      expect.stringMatching(/^Prometheus: it cannot be asked: .*prometheus in muster.yaml/),
    ]);
    expect(code).toBe(1);
  });

  it("looks at everything else where one thing is missing", async () => {
    const database = await open();
    const folder = await folderWith({ routes: { service: "nothing" } });

    const { code, out } = await runMuster(folder, ["doctor"], { DATABASE_URL: database.url ?? "" });

    expect(code).toBe(1);
    expect(out).toMatch(/^wrong +configuration: .*nothing/m);
    expect(out).toMatch(/^wrong +Slack: SLACK_BOT_TOKEN is not set/m);
    expect(out).toMatch(/^ok +timelines: verified 0 timelines/m);
  });

  it("is told apart from wrong usage", async () => {
    expect((await runMuster(await folderWith({}), ["doctor", "--nonsense"])).code).toBe(2);
    expect((await runMuster(await folderWith({}), ["timeline", "nonsense"])).code).toBe(2);
  });
});
