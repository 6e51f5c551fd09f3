import { readContacts } from "#engine/reachable.ts";
import { say } from "#slack/flows/desk/answer.ts";
import { waysSection, waysSentence } from "#slack/views/ways-section.ts";
import { message } from "#slack/words/blocks.ts";
import type { OncallFlow } from "./flow.ts";
import { readOncall } from "./oncall-facts.ts";
import { renderOwnShifts } from "./rota-answers.ts";

/** Somebody's own shifts, and the ways in which they are reached. */
export const me: OncallFlow = {
  word: "me",
  usage: [{ typed: "me", says: "lists your next shifts and how you are reached." }],
  run: async (desk, { person }) => {
    if (person === null) return say(unknownPerson);
    const ids = [...desk.engine.configuration().schedules.keys()];
    const shifts = renderOwnShifts(await readOncall(desk, ids), person);
    const contacts = await readContacts(desk.engine, person);
    const text = `${shifts.text} ${waysSentence(contacts)}`;
    return message(text, [...shifts.blocks, ...waysSection(contacts)]);
  },
};

const unknownPerson =
  "muster.yaml does not know you, so you have no shifts. Whoever looks after it can add you under people, with your e-mail address or Slack member id.";
