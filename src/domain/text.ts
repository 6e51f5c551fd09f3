const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;
/** Marks that reorder or hide what stands around them. */
const INVISIBLE = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** More marks on one letter than any language needs. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Text from outside as one calm line: no control, hidden or reordering characters, cut by code points. */
export function oneLine(text: string, most: number): string {
  const clean = text
    .toWellFormed()
    .replaceAll(CONTROL, " ")
    .replaceAll(INVISIBLE, "")
    .replaceAll(PILED_MARKS, "$1")
    .replaceAll(/\s+/g, " ")
    .trim();
  return cut(clean, most);
}

/** At most so many code points, the last one an ellipsis when something had to go. */
export function cut(text: string, most: number): string {
  const points = Array.from(text);
  return points.length <= most ? text : `${points.slice(0, most - 1).join("")}…`;
}

/** "a, b and c"; of more than so many the first ones, and how many are left. */
export function enumerate(names: readonly string[], most: number): string {
  const left = names.length - most;
  const words = left > 0 ? [...names.slice(0, most), `${left} more`] : names;
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** 52,120: how many of something, also where it was estimated in fractions. */
export function wholeNumber(many: number): string {
  return Math.round(many).toLocaleString("en-US");
}
