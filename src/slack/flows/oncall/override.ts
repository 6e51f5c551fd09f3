import { openTypedWish } from "#slack/flows/wish/open-typed-wish.ts";
import type { OncallFlow } from "./flow.ts";

/** Somebody else is on call for a while. */
export const override: OncallFlow = {
  word: "override",
  usage: [
    {
      typed: "override checkout @ann from friday 18:00 to monday 9:00 dentist",
      says: "puts somebody on call; a form asks for what is left out.",
    },
  ],
  run: (desk, call) => openTypedWish(desk, call, "override"),
};
