import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { ONCALL_FLOWS } from "#slack/flows/oncall/flows.ts";

const Manifest = z.object({
  features: z.object({
    slash_commands: z.array(z.object({ command: z.string(), usage_hint: z.string() })),
  }),
});

it("Slack hints at every word of /oncall", async () => {
  const manifest = Manifest.parse(parse(await readFile("manifest.yml", "utf8")));
  const { usage_hint: hint = "" } =
    manifest.features.slash_commands.find(({ command }) => command === "/oncall") ?? {};

  expect(/^\[([^\]]*)\]/.exec(hint)?.[1]?.split(" | ")).toEqual(
    ONCALL_FLOWS.map(({ word }) => word),
  );
});
