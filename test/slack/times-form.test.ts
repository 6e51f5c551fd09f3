import { DateTime } from "luxon";
import { expect, it } from "vitest";
import type { Moment } from "#domain/response/life.ts";
import { incidentOfTimes, readTimes, renderTimes } from "#slack/flows/life/times-form.ts";
import { resolved } from "./facts.ts";

const shown = resolved();
const meta = renderTimes(shown).private_metadata ?? "";
const now = shown.openedAt.plus({ days: 1 });

function sent(
  chosen: Partial<Record<Moment, DateTime>>,
  reason = "the log",
): Parameters<typeof readTimes>[0] {
  const times = Object.entries(chosen).map(([moment, at]) => {
    return [moment, { [moment]: { selected_date_time: Math.floor(at.toSeconds()) } }] as const;
  });
  return { meta, values: { ...Object.fromEntries(times), reason: { reason: { value: reason } } } };
}

it("takes only what somebody changed, also when others corrected the rest meanwhile", () => {
  const earlier = shown.startedAt.minus({ minutes: 30 });
  const since = {
    ...shown,
    life: { ...shown.life, detectedAt: shown.openedAt.plus({ minutes: 3 }) },
  };

  expect(readTimes(sent({ impact: earlier, detected: shown.openedAt }), since, now)).toEqual({
    kind: "complete",
    value: {
      times: new Map([["impact", DateTime.fromSeconds(earlier.toSeconds(), { zone: "utc" })]]),
      reason: "the log",
    },
  });
});

it("tells what is wrong under each field", () => {
  expect(readTimes(sent({ ended: now.plus({ hours: 1 }) }, " "), shown, now)).toEqual({
    kind: "incomplete",
    errors: {
      ended: "This time has not come yet.",
      reason: "Say why, for those who read it later.",
    },
  });
});

it("knows which incident it is about", () => {
  expect(incidentOfTimes(meta)).toBe(shown.id);
});
