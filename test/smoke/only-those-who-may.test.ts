import { createHmac } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { ACT_NAMES } from "#domain/act.ts";
import { ACTIONS, SAVE_SHORTCUT } from "#slack/words/action-ids.ts";
import { WORKSPACE } from "#test/support/acme.ts";
import { WEBHOOK_TOKEN, webhookOf } from "#test/support/alerts.ts";
import { withDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { wordsOf } from "#test/support/slack-state.ts";
import { storyOf } from "#test/support/story.ts";

const NOTHING_WAS_DONE =
  /^Nothing was done: only full members of this workspace can ([a-z ]+), and you (.+)\. Ask one of them, such as .*Eve\.$/;

/** How buttons name the first incident, alone or with what is to be done with it. */
const VALUES = ["1", "1:1", "1:lead", "1:30", "start:1:1", "mitigated:1", "done:1:1", "resolve:1"];

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabase("only those who may, can", (open) => {
  it("send alerts: without the secret nothing is taken", { tags: ["I01"] }, async () => {
    muster = await startMuster(await open());
    expect(await send({})).toBe(401);
    expect(await send({ Authorization: "Bearer wrong" })).toBe(401);
    expect(await send({ Authorization: "Bearer " })).toBe(401);
    expect(await send({ Authorization: basic("somebody", WEBHOOK_TOKEN) })).toBe(401);
    expect(await send({}, "/hooks/prod/wrong")).toBe(401);
    expect(await send({ Authorization: `Bearer ${WEBHOOK_TOKEN}` }, "/hooks/other")).toBe(404);
    await muster.settle();
    expect(await muster.incident(1)).toBeNull();

    expect(await send({ Authorization: `Bearer ${WEBHOOK_TOKEN}` })).toBe(200);
    expect(await send({ Authorization: basic("alertmanager", WEBHOOK_TOKEN) })).toBe(200);
    expect(await send({}, `/hooks/prod/${WEBHOOK_TOKEN}`)).toBe(200);
    expect(muster.log().join("\n")).not.toContain(WEBHOOK_TOKEN);
  });

  it.each([
    ["guest", "are a guest"],
    ["stranger", "belong to another workspace"],
    ["robot", "are an app"],
  ])("press and type: a %s is told who can", { tags: ["I63"] }, async (name, why) => {
    muster = await startMuster(await open());
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    const before = storyOf(await muster.timeline(1));
    const intruder = muster.slack.person(name);

    const where = { in: "team-checkout" };
    const refusals = [
      await intruder.press("acknowledge", where),
      await intruder.press("resolve", where),
      await intruder.press("more", { ...where, choose: "snooze:1" }),
      await intruder.command("ack 1", "team-checkout"),
      await intruder.command("list", "team-checkout"),
    ];
    await muster.settle();

    expect(refusals.map((words) => NOTHING_WAS_DONE.exec(words)?.[2])).toEqual(
      refusals.map(() => why),
    );

    expect(storyOf(await muster.timeline(1))).toEqual(before);
  });

  it("do anything: a guest who types every word there is changes nothing", async () => {
    muster = await startMuster(await open());
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    const before = storyOf(await muster.timeline(1));
    const guest = muster.slack.person("guest");

    for (const name of ACT_NAMES) {
      expect(await guest.command(`${name} INC-1`, "team-checkout")).toMatch(NOTHING_WAS_DONE);
    }
    await muster.settle();

    expect(storyOf(await muster.timeline(1))).toEqual(before);
  });

  it("end it: the team and a user group, by the rules of the moment", async () => {
    muster = await startMuster(await open(), {
      configuration: { permissions: { resolve: ["team"], guests: ["acknowledge", "note"] } },
      sandbox: {
        seed: {
          ...WORKSPACE,
          usergroups: [{ id: "S0LEADS01", handle: "leads", name: "Leads", users: ["eve"] }],
        },
      },
    });
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    const [eve, guest] = [muster.slack.person("eve"), muster.slack.person("guest")];
    const where = { in: "team-checkout" };

    expect(await guest.press("acknowledge", where)).toMatch(/^You have INC-1 now\./);
    expect(await guest.press("resolve", where)).toMatch(/and you are a guest\./);
    await saveFromElsewhere("guest");
    await eventually(async () => {
      const { messages } = await muster.slack.channel("team-checkout");
      expect(messages.at(-1)?.text).toMatch(/can see incidents, and you are a guest\./);
    });
    expect(await eve.command("resolve 1 all calm")).toBe(
      "Nothing was done: only its team and whoever is on call for it can end this incident, and you are none of them. Ask one of them, such as Ann and Bob.",
    );

    await muster.configure({ permissions: { resolve: ["S0LEADS01"] } });
    await muster.slack.trouble({ kind: "500", method: "usergroups.users.list" });
    expect(await eve.command("resolve 1 all calm")).toMatch(
      /Slack does not say right now whether you are one of them, so try again in a minute\./,
    );
    expect((await muster.incident(1))?.status).toBe("acknowledged");
    expect(await eve.command("resolve 1 all calm")).toMatch(/^INC-1 is resolved/);
  });

  it("declare: a guest may not, and is not even asked for words", async () => {
    muster = await startMuster(await open());
    const guest = muster.slack.person("guest");

    const said = await guest.command("new Payments fail", "team-checkout");

    expect(NOTHING_WAS_DONE.exec(said)?.slice(1)).toEqual(["declare incidents", "are a guest"]);
    expect(await muster.incident(1)).toBeNull();
  });

  it("see and declare: a form that was open when the rules changed is refused too", async () => {
    muster = await startMuster(await open());
    const eve = muster.slack.person("eve");
    await eve.command("new Payments fail");
    await muster.configure({ permissions: { see: ["ann"], declare: ["team"] } });

    const sent = await eve.submit({ service: "checkout", severity: "SEV2" });
    expect(sent).toMatch(/only its team and whoever is on call for it can declare incidents/);
    expect(sent).toMatch(/Ask one of them, such as Ann and Bob\./);
    expect(await eve.command("list")).toMatch(/^Nothing was done: only Ann can see incidents/);
    expect(await eve.command("resolve")).toMatch(/^Nothing was done: only Ann can see incidents/);
    await muster.slack.act("home", { user: "eve" });

    await eventually(async () => {
      expect(wordsOf((await eve.home())?.blocks)).toContain("only Ann can see incidents");
    });
    expect(await muster.incident(1)).toBeNull();
  });

  it("press: somebody whom Slack does not know any more may not", { tags: ["I63"] }, async () => {
    muster = await startMuster(await open());
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();

    await muster.slack.trouble({ kind: "error", method: "users.info", error: "user_not_found" });
    expect(
      await muster.slack.person("bob").press("acknowledge", { in: "team-checkout" }),
    ).toContain("Slack does not know you as a member of this workspace");
    expect((await muster.incident(1))?.status).toBe("triggered");
  });

  describe("reach the door for Slack in HTTP mode", () => {
    it(
      "a bad signature, a wrong time and none are refused, and nothing changes",
      { tags: ["I57"] },
      async () => {
        muster = await startMuster(await open(), { mode: "http" });
        await muster.alert({ alertname: "HighLatency" });
        await muster.settle();
        const now = Math.floor(Date.now() / 1000);

        expect(await knock({ at: now, secret: "another-secret" })).toBe(401);
        expect(await knock({ at: now - 600, secret: "a-signing-secret" })).toBe(401);
        expect(await knock({ at: now + 600, secret: "a-signing-secret" })).toBe(401);
        expect(await knock({ at: Number.NaN, secret: "a-signing-secret" })).toBe(401);
        const unsigned = { method: "POST", body: "command=/incident&text=ack 1" };
        const answer = await fetch(`${muster.url}/slack/events`, unsigned);
        expect(answer.status).toBe(401);
        await muster.settle();
        expect((await muster.incident(1))?.status).toBe("triggered");

        expect(await knock({ at: now, secret: "a-signing-secret" })).toBe(200);
      },
    );

    it(
      "a guest or a stranger who presses every button that there ever was changes nothing",
      { tags: ["I59"] },
      async () => {
        muster = await startMuster(await open(), { mode: "http" });
        await muster.alert({ alertname: "HighLatency" });
        await muster.settle();
        const ann = muster.slack.person("ann");
        await ann.command("ack INC-1");
        await ann.command("task INC-1 restart the worker");
        await muster.settle();
        const before = storyOf(await muster.timeline(1));

        for (const action of Object.values(ACTIONS)) {
          for (const value of VALUES) await forge("U000GUEST", action, value);
          await forge("U0STRANGE", action, "1");
        }
        await muster.restart();
        expect(storyOf(await muster.timeline(1))).toEqual(before);

        await forge("U00000ANN", ACTIONS.act, "mitigated:1");
        await muster.down();
        expect(storyOf(await muster.timeline(1))).toContain("Ann: mitigated");
      },
    );
  });
});

/** Of a message that belongs to no incident it is asked which one it is for. */
async function saveFromElsewhere(user: string): Promise<void> {
  const channel = "team-checkout";
  const { ts } = await muster.slack.act("message", { user: "bob", channel, text: "db-1 is full" });
  const chosen = { user, callback_id: SAVE_SHORTCUT, channel, ts };
  expect(await muster.slack.act("shortcut", chosen)).toMatchObject({ ok: true });
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

async function send(headers: Record<string, string>, path = "/hooks/prod"): Promise<number> {
  const body = JSON.stringify(webhookOf([{ alertname: "HighLatency" }]));
  const answer = await fetch(`${muster.url}${path}`, { method: "POST", headers, body });
  await answer.arrayBuffer();
  return answer.status;
}

/** Ann's command. */
async function knock(signing: Signing): Promise<number> {
  return await sendSigned(signing, {
    command: "/incident",
    text: "help",
    user_id: "U00000ANN",
    team_id: "T1",
    channel_id: "C1",
    trigger_id: "1.2.3",
    response_url: `${muster.url}/nowhere`,
  });
}

/** A button that somebody presses, though none may stand before them. */
async function forge(user: string, action: string, value: string): Promise<void> {
  const payload = JSON.stringify({
    type: "block_actions",
    user: { id: user },
    team: { id: "T1" },
    trigger_id: "1.2.3",
    response_url: `${muster.url}/nowhere`,
    container: { type: "message", channel_id: "C1", message_ts: "1.2" },
    channel: { id: "C1" },
    actions: [{ type: "button", block_id: "any", action_id: action, value, action_ts: "1.2" }],
  });
  const now = Math.floor(Date.now() / 1000);
  expect(await sendSigned({ at: now, secret: "a-signing-secret" }, { payload })).toBe(200);
}

type Signing = { readonly at: number; readonly secret: string };

/** What Slack sends, signed as Slack signs it. */
async function sendSigned(
  { at, secret }: Signing,
  fields: Readonly<Record<string, string>>,
): Promise<number> {
  const body = new URLSearchParams(fields).toString();
  const digest = createHmac("sha256", secret).update(`v0:${at}:${body}`).digest("hex");
  const answer = await fetch(`${muster.url}/slack/events`, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      "X-Slack-Request-Timestamp": String(at),
      "X-Slack-Signature": `v0=${digest}`,
    },
    body,
  });
  await answer.arrayBuffer();
  return answer.status;
}
