import { isRecord, lengthOf } from "./check.ts";

/** An object somewhere in a payload, and where. */
export type Located = {
  readonly value: Readonly<Record<string, unknown>>;
  readonly pointer: string;
};

/** Every object in a payload, outer ones first. Use it on what has a known shape: it recurses. */
export function eachRecord(value: unknown, pointer: string): readonly Located[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => eachRecord(item, `${pointer}/${index}`));
  }
  if (!isRecord(value)) return [];

  const inside = Object.entries(value).flatMap(([name, part]) =>
    eachRecord(part, `${pointer}/${name}`),
  );
  return [{ value, pointer }, ...inside];
}

/** All characters that stand in a property `text`, wherever it is. */
export function textLength(blocks: unknown): number {
  return eachRecord(blocks, "").reduce((sum, { value }) => {
    const { text } = value;
    return typeof text === "string" ? sum + lengthOf(text) : sum;
  }, 0);
}
