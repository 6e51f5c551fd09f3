import type { OncallFlow } from "./flow.ts";
import { renderGaps } from "./rota-answers.ts";
import { showNamed } from "./show-named.ts";

/** When nobody is on call although somebody should be. */
export const gaps: OncallFlow = {
  word: "gaps",
  usage: [{ typed: "gaps", says: "finds when nobody is on call although somebody should be." }],
  run: (desk, call) => showNamed(desk, call, renderGaps),
};
