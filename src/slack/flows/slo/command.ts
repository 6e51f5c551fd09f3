import { answer, type Permitted } from "#slack/flows/desk/answer.ts";
import { askerOfCommand, type CommandArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { flowMeant } from "#slack/flows/desk/flow.ts";
import type { Message } from "#slack/words/blocks.ts";
import { SLO_FLOWS } from "./flows.ts";

/** Somebody typed `/slo …`. */
export async function onSloCommand(desk: Desk, args: CommandArgs): Promise<void> {
  await args.ack();
  const { text } = args.command;
  const see = { action: "see", incident: null } as const;
  await answer(desk, askerOfCommand(args), (person) => reply(desk, person, text), see);
}

async function reply(desk: Desk, permitted: Permitted, typed: string): Promise<Message | null> {
  const command = desk.engine.configuration().slack.sloCommand;
  const meant = flowMeant(SLO_FLOWS, command, typed);
  if (meant.kind === "unknown") return meant.message;
  return await meant.flow.run(desk, { ...permitted, command, text: meant.text });
}
