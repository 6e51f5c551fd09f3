import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { parse } from "yaml";
import { documentConfiguration } from "#config/document.ts";
import { configurationSchema } from "#config/key-schema.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/** For people who work on Muster: writes what is made from the schemas. */
export function addDocumentCommand(program: Command): void {
  program
    .command("document", { hidden: true })
    .description("write docs/configuration.md and muster.schema.json anew")
    .action(document);
}

async function document(): Promise<void> {
  const example: unknown = parse(await readFile(join(ROOT, "muster.example.yaml"), "utf8"));
  await writeFile(join(ROOT, "docs", "configuration.md"), documentConfiguration(example));
  const schema = JSON.stringify(configurationSchema(), null, 2);
  await writeFile(join(ROOT, "muster.schema.json"), `${schema}\n`);
  console.log("docs/configuration.md and muster.schema.json are written; now: npm run format");
}
