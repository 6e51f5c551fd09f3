/** Slack's three named colours, in this page's own. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ["good", "var(--success)"],
  ["warning", "var(--warning)"],
  ["danger", "var(--danger)"],
]);

/** The colour of an attachment's bar; anything that is no colour is grey. */
export function barColour(colour: unknown): string {
  if (typeof colour !== "string") return "var(--line)";
  if (/^#?[0-9a-f]{6}$/i.test(colour)) return `#${colour.replace("#", "")}`;
  return NAMED.get(colour) ?? "var(--line)";
}
