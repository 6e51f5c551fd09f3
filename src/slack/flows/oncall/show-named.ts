import type { Desk } from "#slack/flows/desk/desk.ts";
import type { Message } from "#slack/words/blocks.ts";
import { chooseSchedules } from "./choose-schedules.ts";
import type { OncallCall } from "./flow.ts";
import { type OncallFacts, readOncall } from "./oncall-facts.ts";

/** Shows the schedules that were named, or else those of the person who asks. */
export async function showNamed(
  desk: Desk,
  { text, person }: OncallCall,
  render: (facts: OncallFacts) => Message,
): Promise<Message> {
  const [name = null] = text.split(/\s+/).filter((part) => part !== "");
  const chosen = chooseSchedules(desk.engine.configuration(), person, name);
  return chosen.kind === "none" ? chosen.reason : render(await readOncall(desk, chosen.ids));
}
