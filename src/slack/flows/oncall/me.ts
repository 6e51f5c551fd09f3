import { say } from "#slack/flows/answer.ts";
import type { OncallFlow } from "./flow.ts";
import { readOncall } from "./oncall-facts.ts";
import { renderOwnShifts } from "./rota-answers.ts";

/** Somebody's own shifts. */
export const me: OncallFlow = {
  word: "me",
  usage: [{ typed: "me", says: "lists your next shifts." }],
  run: async (desk, { person }) => {
    if (person === null) return say(unknownPerson);
    const ids = [...desk.engine.configuration().schedules.keys()];
    return renderOwnShifts(await readOncall(desk, ids), person);
  },
};

const unknownPerson =
  "muster.yaml does not know you, so you have no shifts. Whoever looks after it can add you under people, with your e-mail address or Slack member id.";
