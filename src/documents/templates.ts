import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BUILT_IN, type Template } from "#domain/configuration/postmortem-template.ts";

const FOLDER = join(import.meta.dirname, "templates");

/** The template of that id: one of the users' own, else one that Muster brings along, else the default. */
export function templateNamed(id: string | null, own: readonly Template[]): Template {
  const theirs = own.find((one) => one.id === id);
  return theirs ?? builtIn(BUILT_IN.find((one) => one === id) ?? "default");
}

export function builtIn(id: (typeof BUILT_IN)[number]): Template {
  return { id, file: null, text: readFileSync(join(FOLDER, `${id}.liquid`), "utf8") };
}
