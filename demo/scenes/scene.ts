import type { Alert } from "#demo/alertmanager/webhook.ts";
import type { Deploy } from "#demo/deploys/tell-deploy.ts";

/** Something that goes wrong at Larder: alerts that begin together and end together. */
export type Scene = {
  readonly id: string;
  /** What the button says that makes it happen. */
  readonly title: string;
  /** What the button says that ends it, after "End it:". */
  readonly ending: string;
  /** What to watch for. */
  readonly hint: string;
  readonly alerts: readonly Alert[];
  /** What went out shortly before. */
  readonly deploy?: Deploy;
};

/** Where an alert's expression would be shown; as made up as the company. */
export function graphOf(expression: string): string {
  return `https://prometheus.larder.example/graph?g0.expr=${encodeURIComponent(expression)}`;
}
