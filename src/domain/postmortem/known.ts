/** Something that may not be known, and then why, in words that follow "not known: ". */
export type Known<Value> =
  | { readonly kind: "known"; readonly value: Value }
  | { readonly kind: "unknown"; readonly reason: string };

export function known<Value>(value: Value): Known<Value> {
  return { kind: "known", value };
}

export function unknown<Value>(reason: string): Known<Value> {
  return { kind: "unknown", reason };
}
