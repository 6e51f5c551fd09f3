const MENTION = /<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/gu;
const ANGLE = /<([^<>]*)>/gu;
const ENTITIES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
/** No database takes it as text. */
const NOTHING = "\u0000";
const MOST_MENTIONS = 20;

/** Slack's ids of the people whom a text mentions. */
export function mentionedIn(text: string): readonly string[] {
  const ids = [...text.matchAll(MENTION)].flatMap(([, id]) => (id === undefined ? [] : [id]));
  return [...new Set(ids)].slice(0, MOST_MENTIONS);
}

/** What a text in Slack's own form says to whoever reads it: no codes, links with their address. */
export function plainWords(text: string, names: ReadonlyMap<string, string>): string {
  return text
    .toWellFormed()
    .replaceAll(NOTHING, "")
    .replaceAll(ANGLE, (_, inside: string) => insideWords(inside, names))
    .replaceAll(/&(?:lt|gt|amp);/gu, (entity) => ENTITIES[entity] ?? entity);
}

function insideWords(inside: string, names: ReadonlyMap<string, string>): string {
  const [target = "", label = ""] = inside.split("|", 2);
  switch (target.slice(0, 1)) {
    case "@":
      return `@${names.get(target.slice(1)) ?? (label || target.slice(1))}`;
    case "#":
      return `#${label || target.slice(1)}`;
    case "!":
      // `<!here>`, `<!subteam^S1|@payments>`, `<!date^…|20 Nov>`.
      return label || `@${target.slice(1)}`;
  }
  return label === "" || label === target ? target : `${label} (${target})`;
}
