import { z } from "zod";
import type { Objective } from "#domain/objective/objective.ts";
import { fromSloth, SlothSlo } from "#domain/objective/sloth-slo.ts";
import { ObjectiveWindow } from "#domain/objective/window.ts";
import { Slug } from "#domain/schema.ts";

/** An objective in muster.yaml: an entry of Sloth's, with its service and window. */
export const OwnSlo = SlothSlo.extend({
  service: Slug.describe("The service that promises it."),
  window: ObjectiveWindow.prefault("30d").describe(
    "Over how long the promise is kept: 7d, 14d, 28d, 30d or a longer one.",
  ),
  minimumErrors: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(5)
    .describe("So many events must have been bad before anybody is alerted."),
});

/** What an entry of `slos` means. */
export function ownObjective({
  id,
  service,
  window,
  minimumErrors,
  ...slo
}: z.output<typeof OwnSlo> & { readonly id: string }): Objective {
  return fromSloth(slo, { service, name: id, window, minimumBad: minimumErrors });
}
