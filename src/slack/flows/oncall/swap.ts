import { openTypedWish } from "#slack/flows/wish/open-typed-wish.ts";
import type { OncallFlow } from "./flow.ts";

/** Two people exchange shifts, once both agree. */
export const swap: OncallFlow = {
  word: "swap",
  usage: [
    {
      typed: "swap checkout @ann",
      says: "offers your next shift for theirs; `friday for monday` after it says which ones.",
    },
  ],
  run: (desk, call) => openTypedWish(desk, call, "swap"),
};
