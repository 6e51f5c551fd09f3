import { closestName } from "#domain/configuration/did-you-mean.ts";
import { answer, type Permitted } from "#slack/flows/desk/answer.ts";
import { askerOfCommand, type CommandArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { splitTyped } from "#slack/flows/desk/typed.ts";
import type { Message } from "#slack/words/blocks.ts";
import { ONCALL_FLOWS } from "./flows.ts";
import { renderUnknown } from "./help.ts";

/** Somebody typed `/oncall …`. */
export async function onOncallCommand(desk: Desk, args: CommandArgs): Promise<void> {
  await args.ack();
  const { text } = args.command;
  await answer(desk, askerOfCommand(args), (person) => reply(desk, person, text), "full-members");
}

async function reply(desk: Desk, permitted: Permitted, typed: string): Promise<Message | null> {
  const { word, rest: text } = splitTyped(typed);
  const command = desk.engine.configuration().slack.oncallCommand;
  const flow = word === "" ? ONCALL_FLOWS[0] : flowCalled(word);
  if (flow === undefined) {
    const guess = closestName(word.toLowerCase(), words());
    return renderUnknown(command, ONCALL_FLOWS, { word, guess });
  }
  const { actor } = permitted;
  const person = actor.kind === "person" ? actor.person : null;
  return await flow.run(desk, { ...permitted, command, text, person });
}

function flowCalled(typed: string): (typeof ONCALL_FLOWS)[number] | undefined {
  return ONCALL_FLOWS.find(({ word }) => word === typed.toLowerCase());
}

function words(): readonly string[] {
  return ONCALL_FLOWS.map(({ word }) => word);
}
