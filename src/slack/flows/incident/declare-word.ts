import { openDeclaration } from "#slack/flows/declare/declare.ts";
import type { Word } from "./word.ts";

/** Somebody types that something is wrong. */
export const declareWord: Word = {
  words: ["new", "declare", "create"],
  usage: [{ typed: "new", says: "declares an incident; words after it become its title." }],
  action: "declare",
  group: null,
  run: async (desk, call) => await openDeclaration(desk, call, call.text),
};
