import type { z } from "zod";
import { explainIssues } from "#config/explain-issues.ts";
import { inputSchema } from "#config/key-schema.ts";
import type { KeyPath, Problem } from "#domain/configuration/finding.ts";
import type { Objective } from "#domain/objective/objective.ts";

/** The objectives of one document, and what is wrong with it. */
export type Reading = {
  readonly objectives: readonly Objective[];
  readonly problems: readonly Problem[];
};

/** Reads a document of a known form; the path says where in the file it stands. */
export function readWith<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  { path, read }: { readonly path: KeyPath; readonly read: (file: z.output<Schema>) => Reading },
): Reading {
  const parsed = schema.safeParse(value);
  const { objectives, problems } = parsed.success
    ? read(parsed.data)
    : { objectives: [], problems: explainIssues(parsed.error.issues, value, inputSchema(schema)) };
  return {
    objectives,
    problems: problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] })),
  };
}
