import { expect, it } from "vitest";
import type { Sample } from "#sandbox/page/reference/sample.ts";
import { actions } from "#sandbox/page/reference/samples/actions.ts";
import { agents } from "#sandbox/page/reference/samples/agents.ts";
import { attached } from "#sandbox/page/reference/samples/attached.ts";
import { charts } from "#sandbox/page/reference/samples/charts.ts";
import { home } from "#sandbox/page/reference/samples/home.ts";
import { inputs } from "#sandbox/page/reference/samples/inputs.ts";
import { layout } from "#sandbox/page/reference/samples/layout.ts";
import { tables } from "#sandbox/page/reference/samples/tables.ts";
import { texts } from "#sandbox/page/reference/samples/texts.ts";
import { validateBlocks, validateMessage } from "#sandbox/validation/validate.ts";

const IN_MESSAGES = [layout, texts, tables, charts, agents, actions, attached]
  .flat()
  .filter(({ title }) => title !== "Unknown and broken");

function titled(samples: readonly Sample[]): readonly (readonly [string, Sample])[] {
  return samples.map((sample) => [sample.title, sample] as const);
}

it.each(titled(IN_MESSAGES))("shows what a message may have: %s", (_title, sample) => {
  const { blocks = [], attachments = [] } = sample;
  // The block of a call is Slack's own; apps cannot send one.
  const sent = blocks.filter(({ type }) => type !== "call");
  expect(validateMessage({ blocks: sent, attachments })).toEqual([]);
});

it.each(titled(inputs))("shows what a modal may have: %s", (_title, { blocks }) => {
  expect(validateBlocks(blocks, "modal")).toEqual([]);
});

it.each(titled(home))("shows what a Home tab may have: %s", (_title, { blocks }) => {
  expect(validateBlocks(blocks, "home")).toEqual([]);
});
