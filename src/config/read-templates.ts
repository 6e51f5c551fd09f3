import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { formatPath } from "#domain/configuration/finding.ts";
import type { Template } from "#domain/configuration/postmortem-template.ts";
import type { FileFinding } from "./objectives/yaml-documents.ts";

/** The users' own templates for postmortems as they stand in their files, and those that cannot be read. */
export type TemplateFiles = {
  readonly templates: readonly Template[];
  readonly findings: readonly FileFinding[];
};

export const NO_TEMPLATES: TemplateFiles = { templates: [], findings: [] };

/** Far more than a document has. */
const MOST_LETTERS = 200_000;

/** The files that muster.yaml names, which stand beside it. */
export async function readTemplates(
  path: string,
  { postmortems }: Pick<Configuration, "postmortems">,
): Promise<TemplateFiles> {
  const wanted = postmortems.templates.flatMap(({ id, file }, at) =>
    file === undefined ? [] : [{ id, at, file: resolve(dirname(path), file) }],
  );
  const read = await Promise.all(wanted.map((one) => readTemplate(path, one)));
  return {
    templates: read.flatMap((one) => ("text" in one ? [one] : [])),
    findings: read.flatMap((one) => ("text" in one ? [] : [one])),
  };
}

async function readTemplate(
  path: string,
  { id, at, file }: { readonly id: string; readonly at: number; readonly file: string },
): Promise<Template | FileFinding> {
  const place = { file: path, path: formatPath(["postmortems", "templates", at, "file"]) };
  const finding = { ...place, level: "error", line: null } as const;
  try {
    const text = await readFile(file, "utf8");
    if (text.length <= MOST_LETTERS) return { id, file, text };
    const message = `the template ${file} has ${text.length} letters, and ${MOST_LETTERS} are the most`;
    return { ...finding, message, fix: "shorten it" };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `the template ${file} cannot be read: ${reason}`;
    return { ...finding, message, fix: "put the file there, or name another one" };
  }
}
