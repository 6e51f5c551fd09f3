/** The characters that text messages take as one unit each (3GPP TS 23.038), and those that take two. */
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const EXTENDED = new Set("^{}\\[~]|€\f");

const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚‛′`´]/g, "'"],
  [/[“”„‟″«»]/g, '"'],
  [/[‐‑‒–—―−]/g, "-"],
  [/[·•]/g, "-"],
  [/…/g, "..."],
  [/→/g, "->"],
  [/[\u00a0\u2000-\u200a\u202f\t]/g, " "],
];

/** How many text messages a text is paid and sent as. */
export function countSegments(text: string): number {
  const units = unitsOf(text);
  if (units === null) return pieces(text.length, 70, 67);
  return pieces(units, 160, 153);
}

/** One typographic dash would halve what fits into a message. */
export function plainCharacters(text: string): string {
  return PLAIN.reduce((plain, [from, to]) => plain.replaceAll(from, to), text);
}

/** Null when it has a character that makes the whole message Unicode. */
function unitsOf(text: string): number | null {
  let units = 0;
  for (const character of text) {
    if (!BASIC.has(character) && !EXTENDED.has(character)) return null;
    units += EXTENDED.has(character) ? 2 : 1;
  }
  return units;
}

function pieces(units: number, alone: number, joined: number): number {
  return units <= alone ? 1 : Math.ceil(units / joined);
}
