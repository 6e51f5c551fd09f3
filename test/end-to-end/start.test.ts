import { describe, expect, it, onTestFinished } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import {
  launch,
  type Program,
  slackVariables,
  start,
  until,
  writeConfiguration,
} from "#test/support/process.ts";

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

const IN_TIME = 10_000;
/** Each test starts processes, which takes seconds where others work too. */
const SLOW = { timeout: 90_000 };

/** What it says when it ends by itself: that it cannot start, and why, without a stack of calls. */
async function refusalOf(environment: Readonly<Record<string, string>>): Promise<string> {
  const { code, complaint } = await launch(environment).ended;

  expect(code).toBe(1);
  expect(complaint).toMatch(/^Muster cannot start\.\n/);
  expect(complaint).not.toMatch(/^ +at /m);
  return complaint;
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
    ["mysql://ann:pa55word@127.0.0.1/muster", "postgres://user"],
    ["postgres://ann:pa55word@127.0.0.1:port/muster", "postgres://user"],
    ["postgres://ann:pa55word@127.0.0.1:9/muster", "127.0.0.1:9/muster: connect ECONNREFUSED"],
  ])("says in one line why not %s, without the password", async (url, reason) => {
    const folder = await writeConfiguration(CONFIGURATION);

    const complaint = await refusalOf({ ...TOKENS, ...folder, DATABASE_URL: url });

    expect(complaint).toContain(reason);
    expect(complaint.trimEnd().split("\n")).toHaveLength(2);
    expect(complaint).not.toContain("pa55word");
  });
});

describe("a second program", SLOW, () => {
  it("names what the first one has already: the data folder, the port", async () => {
    const folder = await writeConfiguration(CONFIGURATION);
    const first = await start({ ...TOKENS, ...folder });
    const another = { ...TOKENS, ...(await writeConfiguration(CONFIGURATION)) };

    const sameFolder = await refusalOf({ ...TOKENS, ...folder });
    const samePort = await refusalOf({ ...another, PORT: String(first.port) });

    expect(sameFolder).toContain(
      `Another Muster (process ${first.pid}) uses ${folder.MUSTER_DATA_DIR}`,
    );
    expect(samePort).toContain(`Cannot listen on 127.0.0.1:${first.port} (EADDRINUSE)`);
    expect(samePort).toContain("choose another with PORT");
    await expectGoodEnd(first);
  });
});

describe("a signal", SLOW, () => {
  it("reloads the configuration (HUP) and ends the program well (TERM)", async () => {
    const sandbox = await startSandbox({ manifest: "manifest.yml" });
    onTestFinished(sandbox.close);
    const folder = await writeConfiguration(CONFIGURATION);
    const program = await start({ ...slackVariables(sandbox), ...folder });

    program.signal("SIGHUP");
    const loaded = await until(() =>
      program.log().find(({ msg }) => msg === "configuration loaded"),
    );

    expect(loaded).toMatchObject({ version: 2 });
    await expectGoodEnd(program);
  });
});

async function expectGoodEnd(program: Program): Promise<void> {
  const asked = performance.now();
  program.signal("SIGTERM");

  expect(await program.ended).toEqual({ code: 0, complaint: "" });
  expect(performance.now() - asked).toBeLessThan(IN_TIME);
}
