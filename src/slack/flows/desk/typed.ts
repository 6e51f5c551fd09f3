/** The first word of what was typed, if any, and what follows it as it was typed. */
export function splitTyped(text: string): { readonly word: string; readonly rest: string } {
  const [, word = "", rest = ""] = /^\s*(\S*)\s*(.*?)\s*$/su.exec(text) ?? [];
  return { word, rest };
}
