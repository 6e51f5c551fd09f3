import type { Big } from "big.js";

/** Where in a query the length of time stands over which it looks. */
export const WINDOW_VARIABLE = /\{\{\s*\.window\s*\}\}/g;

/** How an objective is measured; the queries are PromQL with `{{.window}}` in place of each range. */
export type Indicator =
  | {
      readonly kind: "events";
      /** How many events were bad, and how many there were. */
      readonly bad: string;
      readonly total: string;
    }
  /** Only the share of bad events is known, not how many there were. */
  | { readonly kind: "ratio"; readonly errorRatio: string };

type Words = Readonly<Record<string, string>>;

/** What goes onto an alert, besides what all alerts of the objective carry. */
export type AlertWords = { readonly labels: Words; readonly annotations: Words };

/** What a service promises, whatever file it was written in. */
export type Objective = {
  /** The service and the name, unique among all. */
  readonly id: string;
  readonly service: string;
  readonly name: string;
  readonly description: string;
  /** The share of events that must be good, such as 0.999. */
  readonly target: Big;
  /** Over how many seconds the promise is kept, always looking back from now. */
  readonly window: number;
  readonly indicator: Indicator;
  readonly labels: Words;
  readonly alert: AlertWords & {
    readonly name: string;
    /** Null when it is turned off. */
    readonly page: AlertWords | null;
    readonly ticket: AlertWords | null;
  };
  /** So many bad events there must have been before anybody is alerted. */
  readonly minimumBad: number;
};
