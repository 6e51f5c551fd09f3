import { asJson, asList, asText, isJson } from "#sandbox/json.ts";

/** Something that the validator found, and where: a JSON pointer, empty for the whole. */
export type Mistake = { readonly pointer: string; readonly message: string };

/** What the answer to a call says is wrong with its arguments, each thing once. */
export function mistakesIn(answer: unknown): readonly Mistake[] {
  const { errors, response_metadata: metadata } = asJson(answer);
  const told = [...asList(errors), ...asList(asJson(metadata)["messages"])];
  const mistakes = told.flatMap((item) => mistakeIn(item) ?? []);
  return [...new Map(mistakes.map((mistake) => [keyOf(mistake), mistake])).values()];
}

function mistakeIn(item: unknown): Mistake | undefined {
  if (typeof item === "string") return fromLine(item);
  // blocks.validate tells it in parts.
  const message = isJson(item) ? asText(item["message"]) : undefined;
  if (message === undefined) return undefined;
  return { message, pointer: asText(asJson(item)["pointer"]) ?? "" };
}

/** "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]" */
function fromLine(line: string): Mistake | undefined {
  // A warning refuses nothing.
  if (line.startsWith("[WARN]")) return undefined;
  const bare = line.replace(/^\[ERROR\] /, "");
  const [all = "", pointer = ""] = / ?\[json-pointer:([^\]]*)\]$/.exec(bare) ?? [];
  return { pointer, message: bare.slice(0, bare.length - all.length) };
}

function keyOf({ pointer, message }: Mistake): string {
  return `${pointer} ${message}`;
}
