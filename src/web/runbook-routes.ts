import { type Answer, jsonAnswer } from "#intake/http/answer.ts";
import type { Route } from "#intake/http/route.ts";

/** The pages under /runbooks; `answerPath` answers null when the path is none of them. */
export function runbookRoutes(answerPath: (path: string) => Answer | null): readonly Route[] {
  const paths = ["/runbooks", "/runbooks/", "/runbooks/:slug"];
  return paths.map((path) => ({
    kind: "answer",
    method: "GET",
    path,
    answer: ({ params }) =>
      answerPath(path.replace(":slug", () => params["slug"] ?? "")) ??
      jsonAnswer(404, { error: "not_found" }),
  }));
}
