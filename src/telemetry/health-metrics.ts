import { Counter, Gauge, type Registry } from "prom-client";

/** What is wrong with the process and with what it depends on. */
export type HealthMetrics = {
  readonly impaired: Gauge<"part" | "risk">;
  readonly stallSeconds: Counter;
};

export function healthMetrics(registry: Registry): HealthMetrics {
  const registers = [registry];
  return {
    impaired: new Gauge({
      name: "muster_impaired",
      help: "How many of a part of Muster, or of what it depends on, are in trouble, by what is at risk.",
      labelNames: ["part", "risk"],
      registers,
    }),
    stallSeconds: new Counter({
      name: "muster_stall_seconds_total",
      help: "Time in which the process did nothing at all, counted where it was more than two seconds at once.",
      registers,
    }),
  };
}
