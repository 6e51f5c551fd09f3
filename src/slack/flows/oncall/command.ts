import { answer, type Permitted } from "#slack/flows/desk/answer.ts";
import { askerOfCommand, type CommandArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { flowMeant } from "#slack/flows/desk/flow.ts";
import type { Message } from "#slack/words/blocks.ts";
import { ONCALL_FLOWS } from "./flows.ts";

/** Somebody typed `/oncall …`. */
export async function onOncallCommand(desk: Desk, args: CommandArgs): Promise<void> {
  await args.ack();
  const { text } = args.command;
  await answer(desk, askerOfCommand(args), (person) => reply(desk, person, text), "full-members");
}

async function reply(desk: Desk, permitted: Permitted, typed: string): Promise<Message | null> {
  const command = desk.engine.configuration().slack.oncallCommand;
  const meant = flowMeant(ONCALL_FLOWS, command, typed);
  if (meant.kind === "unknown") return meant.message;
  const { actor } = permitted;
  const person = actor.kind === "person" ? actor.person : null;
  return await meant.flow.run(desk, { ...permitted, command, text: meant.text, person });
}
