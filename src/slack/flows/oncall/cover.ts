import { openTypedWish } from "#slack/flows/wish/open-typed-wish.ts";
import type { OncallFlow } from "./flow.ts";

/** Somebody asks who can take a shift. */
export const cover: OncallFlow = {
  word: "cover",
  usage: [
    {
      typed: "cover checkout from friday 18:00 to saturday 9:00 wedding",
      says: "asks the team who can take your shift, or that part of it.",
    },
  ],
  run: (desk, call) => openTypedWish(desk, call, "cover"),
};
