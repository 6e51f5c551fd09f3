import type { Sandbox } from "#sandbox/sandbox.ts";
import { type Slack, slackOf } from "#test/support/slack.ts";
import type { Tap } from "./tap.ts";

/** A message with a button that nobody has pressed yet. */
export type Unpressed = { readonly channel: string; readonly ts: string };

/** Milliseconds from the press. */
export type Pressed = { readonly acknowledged: number; readonly updated: number };

export type Workspace = { readonly sandbox: Sandbox; readonly slack: Tap };

/** Ann presses Acknowledge; until the workspace has heard from the app, and until the message is written anew. */
export async function press(workspace: Workspace, message: Unpressed): Promise<Pressed> {
  const update = workspace.slack.next(
    ({ method, body }) => method === "chat.update" && body.includes(message.ts),
  );
  const start = performance.now();
  await acknowledge(workspace, message);
  const acknowledged = performance.now() - start;
  return { acknowledged, updated: (await update) - start };
}

/** Ann presses Acknowledge, and the app says that it heard of it. */
export async function acknowledge(
  { sandbox }: Pick<Workspace, "sandbox">,
  { channel, ts }: Unpressed,
): Promise<void> {
  const { act } = slackOf(sandbox.url, sandbox.botToken);
  const answer = await act("click", { user: "ann", channel, ts, action_id: "acknowledge" });
  if (!answer.ok) throw new Error(`The press went wrong: ${JSON.stringify(answer)}`);
}

/** The page about this alert that Ann has, which the workspace is about to take or has taken. */
export async function pageOf(
  { sandbox }: Pick<Workspace, "sandbox">,
  alertname: string,
): Promise<Unpressed> {
  const slack = slackOf(sandbox.url, sandbox.botToken);
  for (;;) {
    const found = await findPage(slack, alertname);
    if (found !== undefined) return found;
  }
}

async function findPage(slack: Slack, alertname: string): Promise<Unpressed | undefined> {
  const direct = (await slack.channels()).filter(({ id }) => id.startsWith("D"));
  return direct
    .flatMap(({ id, messages }) => messages.map(({ ts, text }) => ({ channel: id, ts, text })))
    .findLast(({ text }) => text.includes(alertname));
}
