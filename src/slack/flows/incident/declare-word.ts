import { openDeclaration } from "#slack/flows/declare/declare.ts";
import type { Word } from "./word.ts";

/** Somebody types that something is wrong. */
export const declareWord: Word = {
  words: ["new", "declare", "create"],
  usage: [{ typed: "new", says: "declares an incident; words after it become its title." }],
  action: "declare",
  group: null,
  run: async (desk, call) => await openDeclaration(desk, call, { title: call.text }),
};

/** The same as an exercise. */
export const drillWord: Word = {
  words: ["drill", "exercise"],
  usage: [{ typed: "drill", says: "declares an exercise: it pages for real, and counts nowhere." }],
  action: "declare",
  group: null,
  run: async (desk, call) => await openDeclaration(desk, call, { title: call.text, isDrill: true }),
};
