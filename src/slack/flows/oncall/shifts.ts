import type { OncallFlow } from "./flow.ts";
import { renderShifts } from "./rota-answers.ts";
import { showNamed } from "./show-named.ts";

/** Who is on call when. */
export const shifts: OncallFlow = {
  word: "shifts",
  usage: [{ typed: "shifts checkout", says: "lists who is on call when." }],
  run: (desk, call) => showNamed(desk, call, renderShifts),
};
