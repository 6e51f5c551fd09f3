import { z } from "zod";
import { quote } from "./quote.ts";
import type { DirectMessage } from "./workspace-view.ts";

const Answer = z.looseObject({ ok: z.boolean(), error: z.string().optional() });

/** Presses the button on a page as the one who was paged; answers why it could not, null when it could. */
export async function acknowledge(slackUrl: string, page: DirectMessage): Promise<string | null> {
  const answer = await fetch(address(slackUrl), { method: "POST", body: press(page) });
  const { ok, error } = Answer.parse(await answer.json());
  return ok ? null : (error ?? "no reason was given");
}

/** The same in one line for a shell. */
export function acknowledgeLine(slackUrl: string, page: DirectMessage): string {
  return `curl ${address(slackUrl)} -d ${quote(press(page))}`;
}

function address(slackUrl: string): string {
  return `${slackUrl}/_control/click`;
}

function press({ to, channel, message }: DirectMessage): string {
  return JSON.stringify({ user: to.name, channel, ts: message.ts, action_id: "acknowledge" });
}
