import { type Json, asJson } from "#sandbox/json.ts";
import type { View } from "#sandbox/live/wire.ts";
import type { BlockAction, Surface } from "#sandbox/page/blocks/surface.ts";
import { act } from "#sandbox/page/live/control.ts";
import { fill, valuesOf } from "./drafts.ts";

/** What whoever shows the view does about it. */
export type Shown = {
  readonly errors: Surface["errors"];
  readonly filled: (blockId: string) => void;
  readonly failed: (error: unknown) => void;
};

/** A modal or a Home as blocks see it. */
export function viewSurface(view: View, { errors, filled, failed }: Shown): Surface {
  async function press({ choice, ...ids }: BlockAction): Promise<void> {
    try {
      await act("click", { view_id: view.id, ...ids, ...choice, values: valuesOf(view) });
    } catch (error) {
      failed(error);
    }
  }

  async function suggest(
    { block_id, action_id }: Pick<BlockAction, "block_id" | "action_id">,
    value: string,
  ): Promise<Json> {
    const answer = await act("suggest", { view_id: view.id, block_id, action_id, value });
    return asJson(answer["ack"]);
  }

  return {
    kind: view["type"] === "home" ? "home" : "modal",
    values: valuesOf(view),
    errors,
    fill(blockId, actionId, value) {
      fill(view, [blockId, actionId], value);
      filled(blockId);
    },
    act: press,
    suggest,
  };
}
