import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { startApp } from "#app/app.ts";
import { readEnvironment } from "#config/environment.ts";
import { startSandbox } from "#sandbox/sandbox.ts";
import { createLogger } from "#telemetry/logger.ts";
import { CONFIGURATION, WORKSPACE } from "#test/support/acme.ts";
import {
  type Alertmanager,
  hasAlertmanager,
  startAlertmanager,
} from "#test/support/alertmanager.ts";
import { type TestDatabase, withPostgres } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { freePort, slackVariables, writeConfiguration } from "#test/support/process.ts";
import { pushClock, settle } from "#test/support/settle.ts";
import { wordsOf } from "#test/support/slack-state.ts";
import { type Slack, slackOf } from "#test/support/slack.ts";

const EXAMPLE = "examples/alertmanager.yml";
const TOKEN = "the-secret-of-the-webhook";
/** Each test starts an Alertmanager, which takes seconds where others work too. */
const SLOW = { timeout: 90_000 };
const FORGOTTEN = { ...SLOW, tags: ["F49"] };

const ANN = "U00000ANN";
const BOB = "U00000BOB";
const DISK = { alertname: "DiskFull", severity: "critical", instance: "db-1" };
const OTHER_DISK = { ...DISK, instance: "db-2" };
const STARTED = new Date(Date.now() - 60_000).toISOString();

type Scene = {
  readonly alertmanager: Alertmanager;
  readonly slack: Slack;
  /** The lines that Muster logged so far. */
  readonly log: readonly string[];
  /** Changes the secret that Alertmanager shows. */
  readonly showSecret: (secret: string) => Promise<void>;
  /** How many messages of Alertmanager were taken so far. */
  readonly messages: () => Promise<number>;
  /** Pushes Muster's clock; Alertmanager's cannot be. */
  readonly pass: (minutes: number) => Promise<void>;
};

/** The example as it is shipped, but for addresses, the file with the secret, and how long things take. */
async function exampleFor(muster: string, tokenFile: string): Promise<string> {
  const replacements = [
    ["http://127.0.0.1:8080/", `${muster}/`],
    ["/etc/alertmanager/muster-token", tokenFile],
    ["group_wait: 10s", "group_wait: 100ms"],
    ["group_interval: 1m", "group_interval: 500ms"],
    ["repeat_interval: 1m", "repeat_interval: 500ms"],
  ] as const;
  let example = await readFile(EXAMPLE, "utf8");
  for (const [shipped, tested] of replacements) {
    expect(example).toContain(shipped);
    example = example.replaceAll(shipped, tested);
  }
  return example;
}

/** Starts the whole program in this process; answers what it logs. */
async function startMuster(
  variables: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const environment = readEnvironment(variables);
  if (!environment.ok) throw new Error(JSON.stringify(environment.problems));
  const log: string[] = [];
  const logger = createLogger({ level: "info", destination: { write: (line) => log.push(line) } });
  const app = await startApp(environment.value, { logger });
  onTestFinished(app.stop);
  return log;
}

async function setScene(
  database: TestDatabase,
  { secret = TOKEN, watch = {} }: { readonly secret?: string; readonly watch?: object } = {},
): Promise<Scene> {
  let ahead = 0;
  const sandbox = await startSandbox({
    manifest: "manifest.yml",
    seed: WORKSPACE,
    now: () => Date.now() + ahead,
  });
  onTestFinished(sandbox.close);
  const folder = await mkdtemp(path.join(tmpdir(), "muster-secret-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const tokenFile = path.join(folder, "token");
  await writeFile(tokenFile, `${secret}\n`);
  const port = await freePort();
  const alertmanager = await startAlertmanager(
    await exampleFor(`http://127.0.0.1:${port}`, tokenFile),
  );
  onTestFinished(alertmanager.stop);
  const source = { type: "alertmanager", api: { url: alertmanager.url }, ...watch };
  const log = await startMuster({
    ...(await writeConfiguration(
      JSON.stringify({ ...CONFIGURATION, sources: { alertmanager: source } }),
    )),
    ...slackVariables(sandbox),
    DATABASE_URL: database.url ?? "",
    MUSTER_WEBHOOK_TOKEN: TOKEN,
    PORT: String(port),
  });
  function onPush(milliseconds: number): void {
    ahead += milliseconds;
  }
  return {
    alertmanager,
    log,
    slack: slackOf(sandbox.url, sandbox.botToken),
    showSecret: (changed) => writeFile(tokenFile, changed),
    messages: async () => {
      const done = database.kysely.selectFrom("delivery").where("processed_at", "is not", null);
      return (await done.select("id").execute()).length;
    },
    pass: async (minutes) => {
      await settle(database, onPush);
      await pushClock(database, minutes * 60, onPush);
      await settle(database, onPush);
    },
  };
}

async function card({ slack }: Scene): Promise<string> {
  const [text = "", ...others] = await slack.texts("team-checkout");
  expect(others).toEqual([]);
  return text;
}

/** With all that the card's blocks say. */
async function shownCard({ slack }: Scene): Promise<string> {
  return wordsOf((await slack.messages("team-checkout"))[0]?.blocks);
}

async function pages({ slack }: Scene, person = ANN): Promise<readonly string[]> {
  return (await slack.directMessages(person)).map(({ text }) => text);
}

describe.skipIf(!hasAlertmanager())("the example for Alertmanager", () => {
  it("is taken by amtool", async () => {
    const { stdout } = await promisify(execFile)("amtool", ["check-config", EXAMPLE]);

    expect(stdout).toContain("SUCCESS");
    expect(stdout).toContain("1 receivers");
  });

  withPostgres("with a real Alertmanager and the whole program", (open) => {
    it("pages once for alerts that come together, and counts those that end", SLOW, async () => {
      const scene = await setScene(await open());

      await scene.alertmanager.push({ labels: DISK, startsAt: STARTED });
      await eventually(async () => expect(await pages(scene)).toHaveLength(1));
      await scene.alertmanager.push({ labels: OTHER_DISK });
      await eventually(async () => expect(await card(scene)).toContain("2 of 2 firing"));
      const endsAt = new Date().toISOString();
      await scene.alertmanager.push({ labels: DISK, startsAt: STARTED, endsAt });
      await eventually(async () => expect(await card(scene)).toContain("1 of 2 firing"));
      await scene.pass(1);

      expect(await pages(scene)).toEqual([expect.stringContaining("DiskFull")]);
      expect(await pages(scene, BOB)).toEqual([]);
    });

    it("closes what ended while it was silenced, once Alertmanager must know", SLOW, async () => {
      const scene = await setScene(await open());
      await scene.alertmanager.push({ labels: DISK, startsAt: STARTED });
      await eventually(async () => expect(await pages(scene)).toHaveLength(1));
      await eventually(async () => expect((await scene.slack.state()).app.connections).toBe(1));
      await scene.slack.person("ann").press("acknowledge");

      await scene.alertmanager.silence({ alertname: DISK.alertname });
      await scene.pass(1);
      expect(await card(scene)).toContain("0 of 1 firing, 1 muted");
      const taken = await scene.messages();
      const endsAt = new Date().toISOString();
      await scene.alertmanager.push({ labels: DISK, startsAt: STARTED, endsAt });
      await scene.pass(1);
      await scene.pass(1);
      // An Alertmanager that came up three minutes ago may not have heard of the alert again.
      expect(await card(scene)).toContain("0 of 1 firing, 1 muted");
      for (let minute = 0; minute < 10; minute += 1) await scene.pass(1);

      expect(await card(scene)).toContain("Resolved");
      expect(await scene.messages()).toBe(taken);
    });

    it(
      "is told from Slack to be quiet, and tells when somebody ends that there",
      SLOW,
      async () => {
        const scene = await setScene(await open());
        const { alertmanager, slack } = scene;
        await alertmanager.push({ labels: DISK, startsAt: STARTED });
        await eventually(async () => expect(await pages(scene)).toHaveLength(1));
        await eventually(async () => expect((await slack.state()).app.connections).toBe(1));
        const ann = slack.person("ann");

        await ann.command("silence 2h noisy disk");
        await eventually(async () => {
          expect(wordsOf((await ann.modal())?.blocks)).toContain(
            "It matches 1 alert now: DiskFull.",
          );
        });
        expect(await ann.submit({})).toContain("Silenced until");
        await scene.pass(1);
        expect(await card(scene)).toContain("0 of 1 firing, 1 muted");
        expect(await shownCard(scene)).toMatch(/Silenced until .* by Ann: noisy disk/);

        await alertmanager.endSilences();
        await scene.pass(1);
        expect(await card(scene)).toContain("1 of 1 firing");
        expect(await shownCard(scene)).not.toContain("Silenced until");
      },
    );

    it("pages nobody again when Alertmanager has forgotten all it sent", FORGOTTEN, async () => {
      const scene = await setScene(await open());
      await scene.alertmanager.push({ labels: DISK, startsAt: STARTED });
      await eventually(async () => expect(await pages(scene)).toHaveLength(1));
      const taken = await scene.messages();

      await scene.alertmanager.crash();
      await scene.alertmanager.push({ labels: DISK, startsAt: STARTED });
      await eventually(async () => expect(await scene.messages()).toBeGreaterThan(taken));
      await scene.pass(1);

      expect(await pages(scene)).toHaveLength(1);
      expect(await card(scene)).toContain("1 of 1 firing");
    });

    it("gets in as soon as the secret is put right", SLOW, async () => {
      const scene = await setScene(await open(), { secret: "not-the-secret" });
      await scene.alertmanager.push({ labels: DISK, startsAt: STARTED });

      await eventually(() => {
        const [refused = "{}"] = scene.log.filter((line) => line.includes("refused a delivery"));
        expect(JSON.parse(refused)).toMatchObject({
          source: "alertmanager",
          reason: "unauthorized",
        });
      });
      expect(await scene.messages()).toBe(0);
      await scene.showSecret(TOKEN);

      await eventually(async () => expect(await pages(scene)).toHaveLength(1));
    });

    it("tells that alerting is blind when the heartbeat stops, and not before", SLOW, async () => {
      const scene = await setScene(await open(), { watch: { heartbeat: {} } });
      await scene.alertmanager.push({ labels: { alertname: "Watchdog", severity: "none" } });
      await eventually(async () => expect(await scene.messages()).toBeGreaterThan(1));
      await scene.pass(4);
      const before = await scene.messages();
      await eventually(async () => expect(await scene.messages()).toBeGreaterThan(before));
      await scene.pass(4);
      expect(await pages(scene)).toEqual([]);

      await scene.alertmanager.stop();
      await scene.pass(6);

      expect(await pages(scene)).toEqual([expect.stringContaining("Alerting is blind")]);
    });
  });
});
