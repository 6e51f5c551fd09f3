import type { ServerResponse } from "node:http";
import type { Logger } from "#telemetry/logger.ts";
import type { Metrics } from "#telemetry/metrics.ts";
import { type Answer, jsonAnswer, sendAnswer } from "./answer.ts";
import { findRoute, type Incoming, type Route } from "./route.ts";

type Context = {
  readonly routes: readonly Route[];
  readonly log: Logger;
  readonly metrics: Metrics;
};

type Exchange = Pick<Incoming, "request" | "isStopping"> & { readonly response: ServerResponse };

/** Finds the route of a request and has it answered; never throws. */
export async function answerRequest(context: Context, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const found = findRoute(context.routes, request);
  countWhenDone(context.metrics, response, found.kind === "found" ? found.route.path : "none");
  switch (found.kind) {
    case "found":
      return answerBy(found.route, { ...exchange, params: found.params }, context.log);
    case "wrong method":
      return sendAnswer(
        response,
        jsonAnswer(405, { error: "method_not_allowed" }, { Allow: found.allow }),
      );
    case "unknown":
      return sendAnswer(response, jsonAnswer(404, { error: "not_found" }));
  }
}

/** The one place where what a handler throws is caught; the sender learns nothing of it. */
async function answerBy(route: Route, exchange: Exchange & Incoming, log: Logger): Promise<void> {
  const { request, response } = exchange;
  try {
    if (route.kind === "listener") await route.listen(request, response);
    else sendAnswer(response, await route.answer(exchange));
  } catch (error) {
    log.error({ err: error, route: route.path }, "a request failed");
    if (response.headersSent) response.destroy();
    else sendAnswer(response, answerFault(route));
  }
}

function answerFault(route: Route): Answer {
  if (route.kind === "answer" && route.answerFault !== undefined) return route.answerFault();
  return jsonAnswer(500, { error: "internal" });
}

function countWhenDone(metrics: Metrics, response: ServerResponse, route: string): void {
  response.once("finish", () => {
    metrics.httpRequests.inc({ route, status: response.statusCode });
  });
}
