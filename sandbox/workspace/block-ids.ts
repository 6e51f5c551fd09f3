import { asRecords, type Json } from "#sandbox/json.ts";
import { newBlockId } from "./ids.ts";

/** Slack gives every block an id, also those inside a container. */
export function withBlockIds(blocks: unknown): readonly Json[] | undefined {
  if (!Array.isArray(blocks)) return undefined;
  return asRecords(blocks).map((block) => ({
    ...block,
    block_id: typeof block["block_id"] === "string" ? block["block_id"] : newBlockId(),
    ...(Array.isArray(block["child_blocks"])
      ? { child_blocks: withBlockIds(block["child_blocks"]) }
      : {}),
  }));
}
