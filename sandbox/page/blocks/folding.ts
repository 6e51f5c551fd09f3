/** Slack folds a text from this many characters or line breaks on. */
const LONG = 700;
const MANY_BREAKS = 5;

export function isLong(text: string): boolean {
  return text.length >= LONG || text.split("\n").length > MANY_BREAKS;
}
