import { lengthOf } from "./check.ts";
import { eachRecord } from "./each-record.ts";

/** All characters that stand in a property `text`, wherever it is. */
export function textLength(blocks: unknown): number {
  return eachRecord(blocks, "").reduce((sum, { value }) => {
    const { text } = value;
    return typeof text === "string" ? sum + lengthOf(text) : sum;
  }, 0);
}
