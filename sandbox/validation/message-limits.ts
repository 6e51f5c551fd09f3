import { failed } from "./flaw.ts";
import { problem } from "./problem.ts";
import type { Problem } from "./problem.ts";
import type { Located } from "./walk.ts";
import { textLength } from "./walk.ts";

const MOST_CHARTS = 2;
const MOST_TABLES = 1;

/**
 * "12,000 text characters with a buffer for block containers" (bolt-js 2509). With 30 characters for
 * each further block this refuses and accepts exactly what was measured in bolt-js 2867.
 */
const MOST_TEXT = 12_000;
const BLOCK_COST = 30;

/** What Slack counts over a whole message. */
export function limitProblems(
  blocks: readonly unknown[],
  parts: readonly Located[],
): readonly Problem[] {
  return [
    ...(countOf("data_visualization", parts) > MOST_CHARTS ? [tooManyCharts] : []),
    ...(countOf("table", parts) > MOST_TABLES ? [tooManyTables] : []),
    ...(sizeOf(blocks) > MOST_TEXT ? [tooLong] : []),
  ];
}

const tooManyCharts = problem(
  "invalid_blocks",
  failed("", "too many data_visualization blocks", "max_items", { expected: MOST_CHARTS }),
);

const tooManyTables = problem(
  "invalid_attachments",
  failed("", "only_one_table_allowed", "max_items", { expected: MOST_TABLES }),
);

const tooLong = problem(
  "msg_blocks_too_long",
  failed("/blocks", "msg_blocks_too_long", "max_length", { expected: MOST_TEXT }),
);

function countOf(type: string, parts: readonly Located[]): number {
  return parts.filter(({ value }) => value["type"] === type).length;
}

function sizeOf(blocks: readonly unknown[]): number {
  return textLength(blocks) + BLOCK_COST * Math.max(0, blocks.length - 1);
}
