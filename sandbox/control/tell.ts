import { z } from "zod";
import type { Json } from "#sandbox/json.ts";
import type { World } from "#sandbox/world.ts";
import { act, type Acts } from "./act.ts";
import { refused } from "./refused.ts";

export const tellActs: Acts = { story: act(z.object({ id: z.string() }), tell) };

/** Somebody presses a button of the story; what it says afterwards is for the person. */
async function tell({ storyteller }: World, { id }: { readonly id: string }): Promise<Json> {
  if (storyteller === null) throw refused("no_story", "nobody tells a story in this sandbox");
  try {
    return { said: await storyteller.act(id) };
  } catch (error) {
    throw refused("story_failed", error instanceof Error ? error.message : String(error));
  }
}
