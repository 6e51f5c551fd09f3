import { shareByEvents } from "#domain/objective/incident-share.ts";
import type { Objective } from "#domain/objective/objective.ts";
import type { BudgetReader } from "#engine/budget/budget-reader.ts";

const MINUTE = 60;
const DAY = 86_400;

/** When requests failed; in seconds since 1970, as all times here. */
type Outage = { readonly from: number; readonly until: number };

/** One request in eight failed while it lasted. */
const FAILING = 0.125;
const USUAL = 0.0002;
const PER_MINUTE = 2400;
const PER_MONTH = 40_000_000;
const FAILED_BEFORE = 11_300;

/** Answers as a Prometheus would that watched the outage; what is worked out of it is worked out as always. */
export function counted(objectives: readonly Objective[], outage: Outage): BudgetReader {
  return {
    objectives: () => objectives,
    retention: () => Promise.resolve(90 * DAY),
    inputs: () => Promise.reject(new Error("nobody asks for it in this story")),
    read: () => Promise.reject(new Error("nobody asks for it in this story")),
    measure: (question) => Promise.resolve(measure(question, outage)),
    chart: (question) => Promise.resolve(draw(question, outage)),
  };
}

type Answer<Question extends "measure" | "chart"> = Awaited<ReturnType<BudgetReader[Question]>>;

function measure(
  { objective, until }: Parameters<BudgetReader["measure"]>[0],
  outage: Outage,
): Answer<"measure"> {
  const end = Math.min(outage.until, until);
  const total = requestsBetween(outage.from, end);
  const { window, target } = objective;
  const bad = total * FAILING;
  const ofMonth = { windowBad: FAILED_BEFORE + bad, windowTotal: PER_MONTH };
  const share = shareByEvents({ bad, total, ...ofMonth, history: window, window }, target);
  return { impact: { start: outage.from, end }, share, asked: [], warnings: [] };
}

function draw(
  { from, until, objective }: Parameters<BudgetReader["chart"]>[0],
  outage: Outage,
): Answer<"chart"> {
  const allowed = 1 - objective.target.toNumber();
  const count = Math.floor((until - from) / MINUTE) + 1;
  const times = Array.from({ length: count }, (_, minute) => from + minute * MINUTE);
  return {
    from,
    until,
    step: MINUTE,
    left: times.map((at) => {
      const failed = requestsBetween(outage.from, Math.min(at, outage.until)) * FAILING;
      return { at, value: 1 - failed / (PER_MONTH * allowed) };
    }),
    burn: times.map((at) => {
      const isFailing = at > outage.from && at <= outage.until;
      return { at, value: (isFailing ? FAILING : USUAL) / allowed };
    }),
  };
}

function requestsBetween(from: number, until: number): number {
  return (Math.max(0, until - from) / MINUTE) * PER_MINUTE;
}
