import { closestName } from "#domain/configuration/did-you-mean.ts";
import { answer, type Permitted } from "#slack/flows/desk/answer.ts";
import { askerOfCommand, type CommandArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { splitTyped } from "#slack/flows/desk/typed.ts";
import type { Message } from "#slack/words/blocks.ts";
import type { SloFlow } from "./flow.ts";
import { SLO_FLOWS } from "./flows.ts";
import { renderUnknown } from "./help.ts";

/** Somebody typed `/slo …`. */
export async function onSloCommand(desk: Desk, args: CommandArgs): Promise<void> {
  await args.ack();
  const { text } = args.command;
  const see = { action: "see", incident: null } as const;
  await answer(desk, askerOfCommand(args), (person) => reply(desk, person, text), see);
}

async function reply(desk: Desk, permitted: Permitted, typed: string): Promise<Message | null> {
  const { word, rest: text } = splitTyped(typed);
  const command = desk.engine.configuration().slack.sloCommand;
  const flow = word === "" ? SLO_FLOWS[0] : flowCalled(word);
  if (flow !== undefined) return await flow.run(desk, { ...permitted, command, text });
  const words = SLO_FLOWS.map(({ word: one }) => one);
  const guess = closestName(word.toLowerCase(), words);
  return renderUnknown(command, SLO_FLOWS, { word, guess });
}

function flowCalled(typed: string): SloFlow | undefined {
  return SLO_FLOWS.find(({ word }) => word === typed.toLowerCase());
}
