import type { Loaded } from "#config/load.ts";
import { checkTemplate } from "#documents/check-template.ts";
import type { Finding } from "#domain/configuration/finding.ts";

/** What is wrong with people's own templates, with the lines of their files. */
export function templateFindings({
  templates,
}: Pick<Loaded, "templates">): readonly (Finding & { readonly file: string })[] {
  return templates.templates.flatMap((template) =>
    checkTemplate(template).map(({ line, message }) => ({
      file: template.file ?? template.id,
      level: "error" as const,
      path: "",
      line,
      message,
      fix: "",
    })),
  );
}
