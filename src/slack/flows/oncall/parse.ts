/** The word after the command's name, if any, and what follows it as it was typed. */
export function parseOncall(text: string): { readonly word: string; readonly rest: string } {
  const [, word = "", rest = ""] = /^\s*(\S*)\s*(.*?)\s*$/su.exec(text) ?? [];
  return { word, rest };
}
