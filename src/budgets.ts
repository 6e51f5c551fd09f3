import type { DateTime } from "luxon";
import type { Configured } from "#config/configured.ts";
import type { PrometheusServer } from "#domain/configuration/prometheus-configuration.ts";
import type { BudgetPolicy } from "#domain/objective/budget-policy.ts";
import { freezeState } from "#domain/objective/freeze-state.ts";
import type { BudgetReader } from "#engine/budget/budget-reader.ts";
import { readStandings, type Standing } from "#engine/budget/standings.ts";
import type { Engine } from "#engine/engine.ts";
import type { BudgetState } from "#intake/budget-routes.ts";
import { createPrometheus } from "#prometheus/client/prometheus.ts";
import { measureShare } from "#prometheus/measure-share.ts";
import { readBudget } from "#prometheus/read-budget.ts";
import { readChart } from "#prometheus/read-chart.ts";
import { readInputs } from "#prometheus/read-inputs.ts";
import { readRetention } from "#prometheus/read-retention.ts";
import { readClock } from "#store/database/clock.ts";
import { prometheusAccess } from "./prometheus-access.ts";

type Secret = (name: string) => string | null;

const TIMEOUT_MS = 5000;
/** Counting a month may take its time, and nobody waits for it. */
const PATIENT_MS = 30_000;

/**
 * Asks the Prometheus that muster.yaml names at the time; one client lasts as long as what it says of it. A secret
 * that is not set is trouble of whoever asks, never of the card that only wants to know what was read. Nothing is
 * asked any more once the signal says so.
 */
export function createBudgetReader(
  { current, objectives }: Pick<Configured, "current" | "objectives">,
  secret: Secret,
  signal: AbortSignal,
): Engine["budgets"] {
  let known: { readonly server: PrometheusServer; readonly reader: BudgetReader } | null = null;
  return () => {
    const server = current().prometheus;
    if (server === undefined) return null;
    if (known?.server === server) return known.reader;
    const clients = lazily(() => {
      const access = prometheusAccess(server, secret);
      return {
        quick: createPrometheus(access, { timeoutMs: TIMEOUT_MS, signal }),
        patient: createPrometheus(access, { timeoutMs: PATIENT_MS, signal }),
      };
    });
    const retention = remembering(async () => await readRetention(clients().quick));
    const reader: BudgetReader = {
      objectives,
      read: async (objective, at) =>
        await readBudget(clients().quick, objective, at, await retention()),
      inputs: async (objective, at) => await readInputs(clients().quick, objective, at),
      measure: async (question) => await measureShare(clients().patient, question),
      chart: async (question) => await readChart(clients().patient, question),
      retention,
    };
    known = { server, reader };
    return reader;
  };
}

/** Made when it is first wanted; a failure is tried again. */
function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** What is answered once stays so; a failure is null, and asked again. */
function remembering<Value>(ask: () => Promise<Value>): () => Promise<Value | null> {
  let known: { readonly value: Value } | null = null;
  return async () => {
    try {
      known ??= { value: await ask() };
      return known.value;
    } catch {
      return null;
    }
  };
}

/** How every objective stands, for programs. */
export async function budgetStates(engine: Engine): Promise<readonly BudgetState[]> {
  const { kysely } = engine.database;
  const standings = await readStandings(engine, kysely);
  const now = await readClock(kysely);
  const rules = engine.configuration().budgetPolicy.freeze;
  return standings.map((standing) => stateOf(standing, freezeOf(standing, rules, now)));
}

function freezeOf(
  { live: { remaining }, readAt, frozenSince }: Standing,
  rules: BudgetPolicy["freeze"],
  now: DateTime,
): BudgetState["freeze"] {
  const hasRules = rules !== undefined;
  const state = freezeState({ remaining, readAt, frozenSince }, { hasRules, now });
  return {
    state,
    frozen: state === "unknown" ? null : state === "frozen",
    since: state === "frozen" ? (frozenSince?.toISO() ?? null) : null,
    exceptions: rules?.exceptions ?? [],
  };
}

function stateOf(
  { objective, live, readAt, error }: Standing,
  freeze: BudgetState["freeze"],
): BudgetState {
  const { id, service, name, description, target } = objective;
  return {
    id,
    service,
    name,
    description,
    objective: target.times(100).toNumber(),
    window: live.window,
    burn: live.burn,
    remaining: live.remaining,
    secondsUntilGone: live.untilGone,
    readAt: readAt?.toISO() ?? null,
    error,
    freeze,
  };
}
