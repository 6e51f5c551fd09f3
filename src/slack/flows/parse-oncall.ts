import { closestName } from "#domain/did-you-mean.ts";

const WORDS = ["who", "me", "shifts", "gaps", "help"] as const;

/** What somebody typed after the command's name. */
export type TypedOncall =
  | { readonly kind: "who" | "shifts" | "gaps"; readonly name: string | null }
  | { readonly kind: "me" | "help" }
  | { readonly kind: "unknown"; readonly word: string; readonly guess: string | null };

/** The bare command asks who is on call. */
export function parseOncall(text: string): TypedOncall {
  const [typed = "who", name = null] = text.split(/\s+/).filter((part) => part !== "");
  const kind = WORDS.find((known) => known === typed.toLowerCase());
  switch (kind) {
    case undefined:
      return { kind: "unknown", word: typed, guess: closestName(typed.toLowerCase(), WORDS) };
    case "me":
    case "help":
      return { kind };
    case "who":
    case "shifts":
    case "gaps":
      return { kind, name };
  }
}
