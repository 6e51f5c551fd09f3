import type { Mistake } from "./mistakes.ts";

/** The JSON pointer of a part, RFC 6901. */
export function pointerTo(parent: string, name: string): string {
  return `${parent}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

export function mistakesAt(mistakes: readonly Mistake[], pointer: string): readonly Mistake[] {
  return mistakes.filter((mistake) => mistake.pointer === pointer);
}

/** Whether something is wrong here or further inside. */
export function leadsToMistake(mistakes: readonly Mistake[], pointer: string): boolean {
  return mistakes.some(
    (mistake) => mistake.pointer === pointer || mistake.pointer.startsWith(`${pointer}/`),
  );
}
