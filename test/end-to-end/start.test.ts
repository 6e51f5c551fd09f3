import { once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import { launch, slackVariables, start, until, writeConfiguration } from "#test/support/process.ts";

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

  it("names the port that is taken, and how to choose another", async () => {
    const folder = await writeConfiguration(CONFIGURATION);
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    onTestFinished(() => void other.close());
    const port = JSON.stringify(other.address()).replace(/.*"port":(\d+).*/, "$1");

    const complaint = await refusalOf({ ...TOKENS, ...folder, PORT: port });

    expect(complaint).toContain(`Cannot listen on 127.0.0.1:${port} (EADDRINUSE)`);
    expect(complaint).toContain("choose another with PORT");
  });

  it("names the process that uses the data folder already", async () => {
    const folder = await writeConfiguration(CONFIGURATION);
    const first = await start({ ...TOKENS, ...folder });

    const complaint = await refusalOf({ ...TOKENS, ...folder });

    expect(complaint).toContain(
      `Another Muster (process ${first.pid}) uses ${folder.MUSTER_DATA_DIR}`,
    );
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
    const asked = Date.now();
    program.signal("SIGTERM");
    const ending = await program.ended;

    expect(loaded).toMatchObject({ version: 2 });
    expect(ending).toEqual({ code: 0, complaint: "" });
    expect(Date.now() - asked).toBeLessThan(IN_TIME);
  });

  it("ends the program well while Slack cannot be reached", async () => {
    const folder = await writeConfiguration(CONFIGURATION);
    const program = await start({ ...TOKENS, ...folder });

    const asked = Date.now();
    program.signal("SIGTERM");
    const ending = await program.ended;

    expect(ending).toEqual({ code: 0, complaint: "" });
    expect(Date.now() - asked).toBeLessThan(IN_TIME);
  });
});
