import type { Labels } from "#domain/alert/alert.ts";
import { isWorse, type Severity } from "#domain/severity.ts";

type State = "firing" | "muted" | "ended";

/** Alerts of one name that belonged to the incident. */
export type AlertFact = {
  readonly name: string;
  /** The worst of them. */
  readonly severity: Severity;
  /** Firing while one of them is. */
  readonly state: State;
  readonly count: number;
  /** What the first one said. */
  readonly summary: string;
  readonly link: string | null;
};

/** An alert as it is remembered. */
export type NotedAlert = {
  readonly name: string;
  readonly severity: Severity;
  readonly state: State;
  readonly annotations: Labels;
  readonly generatorUrl: string | null;
};

const ORDER: readonly State[] = ["ended", "muted", "firing"];

export function alertFacts(alerts: readonly NotedAlert[]): readonly AlertFact[] {
  return [...Map.groupBy(alerts, ({ name }) => name)].map(([name, ofName]) => ({
    name,
    severity: ofName.map(({ severity }) => severity).reduce((a, b) => (isWorse(b, a) ? b : a)),
    state: ofName.map(({ state }) => state).reduce((a, b) => (rank(b) > rank(a) ? b : a)),
    count: ofName.length,
    summary: summaryOf(ofName),
    link: ofName.find(({ generatorUrl }) => generatorUrl !== null)?.generatorUrl ?? null,
  }));
}

function rank(state: State): number {
  return ORDER.indexOf(state);
}

function summaryOf([first]: readonly NotedAlert[]): string {
  const annotations = first?.annotations ?? {};
  return annotations["summary"] ?? annotations["description"] ?? annotations["message"] ?? "";
}
