import { openTypedWish } from "#slack/flows/wish/open-typed-wish.ts";
import type { OncallFlow } from "./flow.ts";

/** Somebody takes the shift that runs, or a part of it. */
export const take: OncallFlow = {
  word: "take",
  usage: [{ typed: "take checkout until 18:00", says: "puts you on call from now on." }],
  run: (desk, call) => openTypedWish(desk, call, "take"),
};
