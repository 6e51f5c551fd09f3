import type { Threshold } from "@grafana/grafana-foundation-sdk/dashboard";

/** Of what is left of a budget. */
export const BUDGET_COLOURS: readonly Threshold[] = [
  { value: null, color: "red" },
  { value: 0, color: "orange" },
  { value: 0.25, color: "green" },
];

/** Of what should always be zero. */
export const ALARM_COLOURS: readonly Threshold[] = [
  { value: null, color: "green" },
  { value: 1, color: "red" },
];
