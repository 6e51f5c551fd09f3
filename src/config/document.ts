import { z } from "zod";
import { facts, type Key, keysBelow, listKeys, meaning } from "./document-keys.ts";
import { Variables } from "./environment.ts";
import { configurationSchema, type KeySchema } from "./key-schema.ts";

const INTRODUCTION = `# Configuration

<!-- Written by \`npm run muster -- document\` from the schemas in src/domain and src/config. -->

Muster reads one file, \`muster.yaml\`, and a few environment variables. Everything that is not secret
stands in the file, so that it can be kept in git and reviewed. Secrets stand in the environment, and the
file names the variables that hold them.

- \`npm run muster -- check\` says what is wrong with a file: line, key, value and what to write instead.
- \`npm run muster -- route alertname=X severity=critical\` says what would happen to such an alert.
- [muster.example.yaml](../muster.example.yaml) has every key; the examples below are from it.
- [muster.schema.json](../muster.schema.json) lets editors complete and check the file. Start the file
  with \`# yaml-language-server: $schema=./muster.schema.json\`.

A running Muster notices when the file or a runbook changes, and reads them again on SIGHUP. When the new
file is wrong, the configuration in use stays, and the log, a metric and App Home say so.

Durations are ISO 8601, such as \`PT30S\`, \`PT5M\`, \`PT1H\` and \`P1D\`. In the names below, \`<id>\` is one that
you choose (lower case letters, digits, - and _), and \`[]\` stands for any entry of a list.
`;

const VARIABLES = `## Environment variables

A variable that is empty counts as not set. The values of secrets never appear in a message or in the log.
`;

/** The manual of muster.yaml and of the environment; the example is a complete file, as parsed from YAML. */
export function documentConfiguration(example: unknown): string {
  const root = configurationSchema();
  const sections = keysBelow(wholeOf(root, [example]), root).map((key) => section(key, root));
  return `${[INTRODUCTION, ...sections, VARIABLES].join("\n")}\n${documentVariables()}\n`;
}

function section(key: Key, root: KeySchema): string {
  const keys = listKeys(key, root);
  const list = keys.length === 0 ? "" : `\n${keys.join("\n")}\n`;
  return `## ${key.name}\n\n(${facts(key, root)}) ${meaning(key)}\n${list}`;
}

function documentVariables(): string {
  const root: KeySchema = z.toJSONSchema(Variables, { io: "input" });
  const whole = wholeOf(root, []);
  return keysBelow(whole, root)
    .map((key) => `- \`${key.name}\` (${facts(key, root)}): ${meaning(key)}`)
    .join("\n");
}

function wholeOf(schema: KeySchema, examples: readonly unknown[]): Key {
  return { name: "", schema, need: null, examples, inside: [] };
}
