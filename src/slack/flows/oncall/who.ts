import type { OncallFlow } from "./flow.ts";
import { showNamed } from "./oncall-facts.ts";
import { renderDuties } from "./rota-answers.ts";

/** Who is on call now, and who is next. */
export const who: OncallFlow = {
  word: "who",
  usage: [
    { typed: "", says: "says who is on call for your teams, and who is next." },
    { typed: "who checkout", says: "says it for a schedule or a service." },
  ],
  run: (desk, call) => showNamed(desk, call, renderDuties),
};
