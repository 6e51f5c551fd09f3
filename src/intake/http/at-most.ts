import { type Answer, jsonAnswer } from "./answer.ts";
import { createInFlight, type Slot } from "./in-flight.ts";
import type { Route } from "./route.ts";

/**
 * Routes of which only so many requests are under way at once, all of them together. Anybody can ask at these doors, and
 * each asks the database or holds memory before it knows who asks; the pages go on meanwhile.
 */
export function atMost(requests: number, routes: readonly Route[]): readonly Route[] {
  const enter = createInFlight({ requests, bytes: 0 });
  return routes.map((route) => bounded(route, enter));
}

function bounded(route: Route, enter: () => Slot | null): Route {
  switch (route.kind) {
    case "answer":
      return {
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
      };
    case "listener":
      return {
        ...route,
        listen: (request, response) => {
          const slot = enter();
          if (slot === null) return response.writeHead(503, { Connection: "close" }).end();
          response.once("close", slot.leave);
          return route.listen(request, response);
        },
      };
  }
}

function overloaded({ answerFault }: Extract<Route, { kind: "answer" }>): Answer {
  return answerFault?.() ?? jsonAnswer(503, { error: "overloaded" }, { "Retry-After": "1" });
}
