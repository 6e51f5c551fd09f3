import { z } from "zod";
import { WINDOW_VARIABLE } from "./objective.ts";

/** PromQL that looks back over `{{.window}}`. */
export const Query = z
  .string()
  .trim()
  .refine((query) => query.search(WINDOW_VARIABLE) >= 0, {
    message: "the query does not say over which window it looks",
    params: {
      fix: "write [{{.window}}] in place of each range, such as rate(errors_total[{{.window}}])",
    },
  });

/** Whether two queries count different things, however they are spaced. */
export function eventQueriesDiffer(bad: string, total: string): boolean {
  return bad.replaceAll(/\s+/g, "") !== total.replaceAll(/\s+/g, "");
}
