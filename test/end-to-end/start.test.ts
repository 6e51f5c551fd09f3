import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startApp } from "#app/app.ts";
import { Refusal } from "#app/refusal.ts";
import { readEnvironment } from "#config/environment.ts";
import { startSandbox } from "#sandbox/sandbox.ts";
import { silent } from "#test/support/database-template.ts";
import {
  launch,
  type Program,
  slackVariables,
  start,
  until,
  writeConfiguration,
} from "#test/support/process.ts";

const COMPILE_CACHE = import.meta.resolve("#app/compile-cache.ts");

/** Killed as soon as it was, as a program that runs for long may be. */
const LOADED = { status: null, stdout: "loaded", stderr: "" };

/** Nobody listens there, as when Slack cannot be reached. */
const TOKENS = {
  SLACK_BOT_TOKEN: "xoxb-a-token",
  SLACK_APP_TOKEN: "xapp-a-token",
  SLACK_API_URL: "http://127.0.0.1:9/api/",
};

const CONFIGURATION = `people:
  ann: { name: Ann, slack: U00000ANN, admin: true }
teams:
  shop: { name: Shop, channel: "#general", members: [ann] }
services:
  shop: { name: Shop, team: shop, policy: usual }
policies:
  usual: { levels: [{ notify: [{ person: ann }] }] }
routes: { service: shop }
sources:
  alertmanager: { type: alertmanager }
`;

type Environment = Readonly<Record<string, string>>;

const IN_TIME = 10_000;
/** Each test starts processes, which takes seconds where others work too. */
const SLOW = { timeout: 90_000 };

/** What it says when it ends by itself: that it cannot start, and why, without a stack of calls. */
async function refusalOf(environment: Environment): Promise<string> {
  const { code, complaint } = await launch(environment).ended;

  expect(code).toBe(1);
  expect(complaint).toMatch(/^Muster cannot start\.\n/);
  expect(complaint).not.toMatch(/^ +at /m);
  return complaint;
}

/** The lines that it would say, without a process of its own. */
async function refusedHere(variables: Environment): Promise<readonly string[]> {
  const environment = readEnvironment({ PORT: "0", ...variables });
  if (!environment.ok) throw new Error(JSON.stringify(environment.problems));
  const error: unknown = await startApp(environment.value, { logger: silent }).then(
    (app) => app.stop(),
    (reason: unknown) => reason,
  );
  if (error instanceof Refusal) return error.lines;
  throw new Error("it was not refused", { cause: error });
}

describe("a start that cannot work", SLOW, () => {
  it("says which tokens are missing, or to run the demo", async () => {
    const complaint = await refusalOf({});

    expect(complaint).toMatch(/SLACK_BOT_TOKEN is not set: set it to .*npm run demo/);
    expect(complaint).toMatch(/SLACK_APP_TOKEN is not set: set it to .*npm run demo/);
  });

  it("names the line of the configuration that is wrong, and how to put it right", async () => {
    const folder = await writeConfiguration(CONFIGURATION.replace("person: ann", "person: anne"));

    const complaint = await refusalOf({ ...TOKENS, ...folder });

    expect(complaint).toContain(
      `${folder.MUSTER_CONFIG}:8: error: policies.usual.levels[0].notify[0].person: there is no anne`,
    );
    expect(complaint).toContain("did you mean ann?");
  });

  it.each([
    ["postgres://ann:pa55word@127.0.0.1:port/muster", "postgres://user"],
    ["postgres://ann:pa55word@127.0.0.1:9/muster", "127.0.0.1:9/muster: connect ECONNREFUSED"],
  ])(
    "says in one line why not %s, without the password",
    { tags: ["I64"] },
    async (url, reason) => {
      const folder = await writeConfiguration(CONFIGURATION);

      const [line, ...others] = await refusedHere({ ...TOKENS, ...folder, DATABASE_URL: url });

      expect(line).toContain(reason);
      expect(others).toEqual([]);
      expect(line).not.toContain("pa55word");
    },
  );
});

describe("what is kept compiled", SLOW, () => {
  it("is written although the program is killed, and the next start works with it", async () => {
    const folder = await emptyFolder();

    const first = loadKept(folder);
    const second = loadKept(folder);

    expect(first).toEqual(LOADED);
    expect(second).toEqual(first);
    expect(filesIn(folder).length).toBeGreaterThan(0);
  });

  it.each<[string, (folder: string) => void]>([
    ["is damaged", (folder) => filesIn(folder).forEach((file) => writeFileSync(file, "damaged"))],
    ["is empty", (folder) => filesIn(folder).forEach((file) => writeFileSync(file, ""))],
    [
      "cannot be written",
      (folder) => {
        rmSync(folder, { recursive: true });
        writeFileSync(folder, "a file in its place");
      },
    ],
  ])("is no matter when it %s", async (_, damage) => {
    const folder = await emptyFolder();
    loadKept(folder);

    damage(folder);

    expect(loadKept(folder)).toEqual(LOADED);
  });
});

/** Loads a part of the program as its entry loads all of it. */
function loadKept(folder: string): Pick<SpawnSyncReturns<string>, "status" | "stdout" | "stderr"> {
  const script = `
    const { keepCompiled, writeCompiled } = await import(${JSON.stringify(COMPILE_CACHE)});
    keepCompiled(${JSON.stringify(folder)});
    await import(${JSON.stringify(import.meta.resolve("#app/stop-signals.ts"))});
    writeCompiled();
    process.stdout.write("loaded");
    process.kill(process.pid, "SIGKILL");`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", script],
    { env: {}, encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-compiled-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function filesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) =>
    entry.isFile() ? [path.join(entry.parentPath, entry.name)] : [],
  );
}

describe("a program at work", SLOW, () => {
  it("reloads its configuration (HUP), shares neither folder nor port, and ends well (TERM)", async () => {
    const sandbox = await startSandbox({ manifest: "manifest.yml" });
    onTestFinished(sandbox.close);
    const folder = await writeConfiguration(CONFIGURATION);
    const first = await start({ ...slackVariables(sandbox), ...folder });
    const another = { ...TOKENS, ...(await writeConfiguration(CONFIGURATION)) };

    first.signal("SIGHUP");
    const loaded = await until(() => first.log().find(({ msg }) => msg === "configuration loaded"));
    const sameFolder = await refusalOf({ ...TOKENS, ...folder });
    const [samePort] = await refusedHere({ ...another, PORT: String(first.port) });

    expect(loaded).toMatchObject({ version: 2 });
    expect(sameFolder).toContain(
      `Another Muster (process ${first.pid}) uses ${folder.MUSTER_DATA_DIR}`,
    );
    expect(samePort).toContain(`Cannot listen on 127.0.0.1:${first.port} (EADDRINUSE)`);
    expect(samePort).toContain("choose another with PORT");
    await expectGoodEnd(first);
  });
});

async function expectGoodEnd(program: Program): Promise<void> {
  const asked = performance.now();
  program.signal("SIGTERM");

  expect(await program.ended).toEqual({ code: 0, complaint: "" });
  expect(performance.now() - asked).toBeLessThan(IN_TIME);
}
