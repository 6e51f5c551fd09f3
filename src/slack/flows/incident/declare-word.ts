import { openDeclaration } from "#slack/flows/declare/declare.ts";
import { readable } from "#slack/flows/record/readable.ts";
import type { Word } from "./word.ts";

/** Somebody types that something is wrong. */
export const declareWord: Word = {
  words: ["new", "declare", "create"],
  usage: [{ typed: "new", says: "declares an incident; words after it become its title." }],
  action: "declare",
  group: null,
  run: async (desk, call) =>
    await openDeclaration(desk, call, { title: await readable(desk, call.text) }),
};

/** The same as an exercise. */
export const drillWord: Word = {
  words: ["drill", "exercise"],
  usage: [{ typed: "drill", says: "declares an exercise: it pages for real, and counts nowhere." }],
  action: "declare",
  group: null,
  run: async (desk, call) => {
    const title = await readable(desk, call.text);
    return await openDeclaration(desk, call, { title, isDrill: true });
  },
};
