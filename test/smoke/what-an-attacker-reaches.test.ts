import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { afterEach, expect, it, onTestFinished } from "vitest";
import { withDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";

const SIGNING_SECRET = "a-signing-secret";
const STRICT = {
  "content-security-policy": expect.stringContaining("default-src 'none'"),
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};
/** Every door that anybody may open in a browser, with something behind it and without. */
const READ =
  `/healthz /readyz /metrics /slos /slos/none /runbooks /runbooks/none /incidents /incidents/1
  /incidents/1/chart.svg /acknowledge/guessed /calendar/guessed-guessed-guessed.ics /hooks/prod /nowhere /`.split(
    /\s+/,
  );

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabase("what an attacker reaches", (open) => {
  it(
    "nothing that alerts or presses name is ever asked, and no signed request counts twice",
    { tags: ["I37"] },
    async () => {
      const trap = await startTrap();
      muster = await startMuster(await open(), { mode: "http" });
      const ann = muster.slack.person("ann");
      const annotations = {
        runbook_url: `${trap.url}/runbook`,
        dashboard_url: `${trap.url}/dashboard`,
        dashboardURL: `${trap.url}/dashboard`,
        image: `${trap.url}/image`,
        description: `see ${trap.url}/description <${trap.url}|this> ![x](${trap.url}/image)`,
      };
      await muster.alert({ alertname: "HighLatency", labels: { instance: trap.url }, annotations });
      await muster.settle();
      await ann.command(`note INC-1 see ${trap.url}/note`);
      const command = signed("note INC-1 written once", `${trap.url}/answer`);
      const sent = [await send(command), await send(command), await send(command)];
      await muster.settle();
      await eventually(async () => {
        expect(muster.log().join("")).toContain("not Slack's");
      });

      expect(sent).toEqual([200, 200, 200]);
      const told = (await muster.timeline(1)).map((entry) => JSON.stringify(entry));
      expect(told.filter((entry) => entry.includes("written once"))).toHaveLength(1);
      const refused = muster.log().filter((line) => line.includes("came before"));
      expect(refused).toHaveLength(sent.length - 1);
      expect(await headersOf(READ)).toEqual(READ.map(() => expect.objectContaining(STRICT)));
      expect(trap.asked()).toEqual([]);
    },
  );
});

/** A server that nobody should ever ask for anything. */
async function startTrap(): Promise<{
  readonly url: string;
  readonly asked: () => readonly string[];
}> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}`, asked: () => asked };
}

async function headersOf(paths: readonly string[]): Promise<readonly object[]> {
  const answers = await Promise.all(paths.map((path) => fetch(`${muster.url}${path}`)));
  return answers.map(({ headers }) => Object.fromEntries(headers));
}

/** Ann's command, as Slack signs it, with where to answer. */
function signed(text: string, answerAt: string): RequestInit {
  const body = new URLSearchParams({
    command: "/incident",
    text,
    user_id: "U00000ANN",
    team_id: "T1",
    channel_id: "C1",
    trigger_id: "1.2.3",
    response_url: answerAt,
  }).toString();
  const at = Math.floor(Date.now() / 1000);
  const digest = createHmac("sha256", SIGNING_SECRET).update(`v0:${at}:${body}`).digest("hex");
  return {
    method: "POST",
    body,
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      "X-Slack-Request-Timestamp": String(at),
      "X-Slack-Signature": `v0=${digest}`,
    },
  };
}

async function send(request: RequestInit): Promise<number> {
  const answer = await fetch(`${muster.url}/slack/events`, request);
  await answer.arrayBuffer();
  return answer.status;
}
