/** What the help says of one way to use a word: what is typed after the command's name, and what comes of it. */
export type Usage = { readonly typed: string; readonly says: string };
