import { Duration } from "luxon";
import { z } from "zod";
import { IsoDuration } from "#domain/schema.ts";

/** A cause is looked for as far back as `changes.lookBack` may say. */
const LEAST_CHANGES = Duration.fromObject({ days: 7 });
const LEAST = Duration.fromObject({ days: 1 });

function atLeast(least: Duration) {
  const words = `keep it for at least ${least.toISO()}`;
  return IsoDuration.refine((duration) => duration >= least, words);
}

/** How long what is no part of an incident's record is kept. */
export const Retention = z
  .strictObject({
    deliveries: atLeast(LEAST)
      .prefault("P7D")
      .describe("What sources sent, as it came, after it was worked off."),
    quarantine: atLeast(LEAST)
      .prefault("P90D")
      .describe("What could not be read, as it came: `muster quarantine` shows it."),
    serviceChanges: atLeast(LEAST_CHANGES)
      .prefault("P30D")
      .describe("Deploys, flags and other changes of services."),
    tests: atLeast(LEAST)
      .prefault("P30D")
      .describe("Pages that people sent themselves as a test, and what came of them."),
    leavers: atLeast(LEAST)
      .prefault("P30D")
      .describe(
        "Addresses, calendars and tests of people who are no longer in `people`, from when they left it.",
      ),
  })
  .prefault({});
export type Retention = z.output<typeof Retention>;
