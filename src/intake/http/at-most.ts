import { type Answer, jsonAnswer } from "./answer.ts";
import { createInFlight } from "./in-flight.ts";
import type { AnswerRoute } from "./route.ts";

/**
 * Routes of which only so many requests are under way at once, all of them together. Anybody can ask at these doors, and
 * each asks the database before it knows who asks; the pages go on meanwhile. Not for what reads a body first: there a
 * few who send slowly would keep all others out.
 */
export function atMost(requests: number, routes: readonly AnswerRoute[]): readonly AnswerRoute[] {
  const enter = createInFlight({ requests, bytes: 0 });
  return routes.map((route) => ({
    ...route,
    answer: async (incoming) => {
      const slot = enter();
      if (slot === null) return overloaded(route);
      try {
        return await route.answer(incoming);
      } finally {
        slot.leave();
      }
    },
  }));
}

function overloaded({ answerFault }: AnswerRoute): Answer {
  return answerFault?.() ?? jsonAnswer(503, { error: "overloaded" }, { "Retry-After": "1" });
}
