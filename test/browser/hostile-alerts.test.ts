import { expect, it } from "vitest";
import { webhook } from "#demo/alertmanager/webhook.ts";
import { useDemo } from "#test/demo/stage.ts";
import { withBrowser } from "#test/support/browser.ts";
import { harm, HOSTILE, PAYLOADS, SHORT, tripwire } from "./hostile-text.ts";

/** The bot has a deadline of its own; this is for what hangs. */
const PATIENCE = { timeout: 60_000 };

const [SCRIPT] = PAYLOADS;
const TEXT = HOSTILE.slice(0, 2000);
const ALERT = {
  labels: {
    alertname: SHORT,
    service: "checkout",
    severity: "critical",
    instance: TEXT,
    [SHORT]: TEXT,
  },
  annotations: {
    summary: TEXT,
    description: TEXT,
    runbook_url: "javascript:self.ran=1",
    dashboard_url: `data:text/html,${SCRIPT}`,
  },
  expression: TEXT,
};
/** Where the alert says that it comes from. */
const ORIGIN = "javascript:self.ran=1//";

withBrowser("the hostile text of an alert", ({ goTo }) => {
  const demo = useDemo();

  async function send(): Promise<void> {
    const { hook, token } = demo.stage();
    const response = await fetch(hook, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(webhook([ALERT], { startsAt: new Date().toISOString() }, ORIGIN)),
    });
    expect(response.ok).toBe(true);
  }

  /** Conversations in which the bot repeats the alert, and somebody who reads each. */
  async function told(): Promise<readonly { readonly channel: string; readonly user: string }[]> {
    const { channels, users } = await demo.slack().state();
    const people = new Set(users.filter((user) => user.is_bot !== true).map(({ id }) => id));
    return channels
      .filter(({ messages }) => JSON.stringify(messages).includes("self.ran=1"))
      .map(({ id, members }) => ({
        channel: id,
        user: members.find((member) => people.has(member)) ?? "",
      }));
  }

  async function harmAt(place: string, containing: string): Promise<readonly string[]> {
    const page = await goTo(`${demo.stage().slackUrl}/#/${place}`);
    const ran = tripwire(page);
    await page.getByRole("main").getByText(containing).first().waitFor();
    return harm(page, ran);
  }

  it("stays text in all that the bot makes of it", async () => {
    await send();
    await expect.poll(async () => (await told()).length, PATIENCE).toBeGreaterThan(2);
    const places = await told();
    const user = places[0]?.user ?? "";

    for (const { channel, user: reader } of places) {
      expect(await harmAt(`${reader}/channel/${channel}`, "self.ran=1")).toEqual([]);
    }
    expect(await harmAt(`${user}/home`, "INC-1")).toEqual([]);
    expect(await harmAt(`${user}/inspector`, "chat.postMessage")).toEqual([]);
  });
});
