import { z } from "zod";

const Command = z.looseObject({ command: z.string(), text: z.string() });
const Event = z.looseObject({
  event: z.looseObject({ type: z.string(), tab: z.string().optional() }),
});
const Entry = z.looseObject({
  seq: z.number(),
  kind: z.string(),
  type: z.string().optional(),
  payload: z.unknown().optional(),
});
export type Entry = z.output<typeof Entry>;

const Log = z.looseObject({ entries: z.array(Entry) });

/** What went between bot and workspace after this number, oldest first. */
export async function readTraffic(slackUrl: string, since: number): Promise<readonly Entry[]> {
  const answer = await fetch(`${slackUrl}/_control/log?since=${since}`);
  return Log.parse(await answer.json()).entries;
}

/** Whether somebody asked who is on call. */
export function asksWho({ kind, type, payload }: Entry): boolean {
  if (kind !== "delivery" || type !== "slash_commands") return false;
  const typed = Command.safeParse(payload).data;
  return typed?.command === "/oncall" && /^(?:who\b|$)/.test(typed.text.trim());
}

/** Whether somebody asked for a postmortem. */
export function asksPostmortem({ kind, type, payload }: Entry): boolean {
  if (kind !== "delivery" || type !== "slash_commands") return false;
  const typed = Command.safeParse(payload).data;
  return typed?.command === "/incident" && /^postmortem\b/.test(typed.text.trim());
}

/** Whether somebody asked how error budgets stand. */
export function asksBudget({ kind, type, payload }: Entry): boolean {
  if (kind !== "delivery" || type !== "slash_commands") return false;
  return Command.safeParse(payload).data?.command === "/slo";
}

/** Whether somebody asked for what is kept: by the list of incidents or by opening the app's Home. */
export function looksBack({ kind, type, payload }: Entry): boolean {
  if (kind !== "delivery") return false;
  if (type === "slash_commands") {
    return /^list\b/.test(Command.safeParse(payload).data?.text.trim() ?? "");
  }
  const event = Event.safeParse(payload).data?.event;
  return event?.type === "app_home_opened" && event.tab === "home";
}
