import { PrometheusError } from "./prometheus-error.ts";

const FAILURES = 5;
const REST_MS = 30_000;

/** Leaves a server alone that does not answer; every half minute one request tries whether it does again. */
export type Breaker = {
  /** Runs the work, or throws at once while the server is left alone. */
  readonly guard: <Result>(work: () => Promise<Result>) => Promise<Result>;
};

export function createBreaker(now: () => number): Breaker {
  let failures = 0;
  let restsUntil = 0;
  return {
    async guard(work) {
      if (now() < restsUntil) {
        throw new PrometheusError("resting", "it has not answered lately; it is asked again soon");
      }
      // Whoever comes while one tries is turned away.
      if (failures >= FAILURES) restsUntil = now() + REST_MS;
      try {
        const result = await work();
        failures = 0;
        restsUntil = 0;
        return result;
      } catch (error) {
        if (error instanceof PrometheusError && !error.canRetry) throw error;
        failures += 1;
        if (failures >= FAILURES) restsUntil = now() + REST_MS;
        throw error;
      }
    },
  };
}
