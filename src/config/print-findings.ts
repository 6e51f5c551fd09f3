import type { Finding } from "#domain/configuration/finding.ts";
import type { Loaded } from "./load.ts";

/** A finding with the file it is about. */
type FileFinding = Finding & { readonly file: string };

/** What is wrong with a configuration and with the runbooks, objectives and templates beside it. */
export function listFindings(file: string, loaded: Loaded): readonly FileFinding[] {
  const found = loaded.ok ? loaded.warnings : loaded.findings;
  const pages = loaded.runbooks.problems.map((problem) => ({
    file: problem.file,
    level: "error" as const,
    path: "",
    line: null,
    message: problem.message,
    fix: "",
  }));
  return [
    ...found.map((finding) => ({ file, ...finding })),
    ...pages,
    ...loaded.objectives.findings,
    ...loaded.templates.findings,
  ];
}

/** As compilers write them, so that editors and terminals can jump to the line. */
export function formatFinding({ file, line, level, path, message, fix }: FileFinding): string {
  const place = line === null ? file : `${file}:${line}`;
  const what = [level, path, message].filter((part) => part !== "").join(": ");
  return fix === "" ? `${place}: ${what}` : `${place}: ${what}\n    ${fix}`;
}
