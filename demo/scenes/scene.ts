import type { Alert } from "#demo/alertmanager/webhook.ts";
import type { Deploy } from "#demo/deploys/tell-deploy.ts";
import type { Outage } from "#demo/prometheus/shop-traffic.ts";

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
  /** What Prometheus sees of it, and for how long before it was noticed. */
  readonly outage?: Pick<Outage, "failing" | "slow"> & { readonly minutesBefore: number };
};
