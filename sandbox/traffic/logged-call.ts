import type { Json } from "#sandbox/json.ts";
import type { Faults } from "./faults.ts";
import type { RequestEntry, TrafficLog } from "./log.ts";
import { type AnswerOutcome, type Outcome, withFault } from "./outcome.ts";

/** What is found out about a call on the way, for the log. */
export type Trace = { args: Json; token: RequestEntry["token"]; needed: readonly string[] };

type Traffic = { readonly faults: Faults; readonly log: TrafficLog };

/** Reads a call, performs it as far as the faults let it, and notes how it ended. */
export async function loggedCall(
  { faults, log }: Traffic,
  method: string,
  read: (trace: Trace) => Promise<() => AnswerOutcome>,
): Promise<Outcome> {
  const started = performance.now();
  const trace: Trace = { args: {}, token: "none", needed: [] };
  const perform = await read(trace);
  const fault = faults.takeForCall(method);
  const outcome = await withFault(fault, perform);
  const isAnswer = outcome.kind === "answer";
  log.add({
    kind: "request",
    method,
    arguments: trace.args,
    token: trace.token,
    needed: trace.needed,
    status: isAnswer ? outcome.status : null,
    answer: isAnswer ? outcome.body : null,
    ...(fault === undefined ? {} : { fault: fault.kind }),
    ms: Math.round(performance.now() - started),
  });
  return outcome;
}
