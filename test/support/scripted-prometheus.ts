import type { Prometheus, Sample, Series } from "#prometheus/client/prometheus.ts";

type Script = {
  /** The value of a query at a moment; undefined where there is no such series. */
  readonly instant?: (query: string, at: number) => number | null | undefined;
  /** The points of a query. */
  readonly range?: (query: string, start: number, end: number) => Series["points"];
  readonly warnings?: readonly string[];
};

/** Answers as it is told, one series without labels. */
export function scriptedPrometheus({ instant, range, warnings = [] }: Script): Prometheus {
  return {
    instant: async (query, at) => {
      const value = instant?.(query, at);
      const data: readonly Sample[] = value === undefined ? [] : [{ labels: {}, value }];
      return { data, warnings };
    },
    range: async (query, { start, end }) => {
      const points = range?.(query, start, end) ?? [];
      return { data: points.length === 0 ? [] : [{ labels: {}, points }], warnings };
    },
    read: () => Promise.reject(new Error("nobody asks for it here")),
  };
}
