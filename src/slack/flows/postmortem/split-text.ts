/** Slack takes no more in one field. */
export const FIELD_LENGTH = 3000;

/** A field with so little room left gets an empty one after it. */
const ROOM = 500;
const PARAGRAPH = "\n\n";

/** A text for fields that are joined by an empty line: between paragraphs, or else in the middle of one that is too long. */
export function fieldsFor(text: string): readonly string[] {
  const parts = text.split(PARAGRAPH).flatMap(inPieces).reduce<readonly string[]>(together, []);
  const last = parts.at(-1) ?? "";
  const isFull = last.length > FIELD_LENGTH - ROOM;
  return parts.length === 0 || isFull ? [...parts, ""] : parts;
}

function together(fields: readonly string[], paragraph: string): readonly string[] {
  const last = fields.at(-1);
  const joined = last === undefined ? paragraph : `${last}${PARAGRAPH}${paragraph}`;
  if (last === undefined || joined.length > FIELD_LENGTH) return [...fields, paragraph];
  return [...fields.slice(0, -1), joined];
}

/** Never between the two halves of one letter. */
function inPieces(paragraph: string): readonly string[] {
  if (paragraph.length <= FIELD_LENGTH) return [paragraph];
  const isHalved = /[\uD800-\uDBFF]/.test(paragraph.charAt(FIELD_LENGTH - 1));
  const end = isHalved ? FIELD_LENGTH - 1 : FIELD_LENGTH;
  return [paragraph.slice(0, end), ...inPieces(paragraph.slice(end))];
}
