import type { DateTime } from "luxon";
import type { MitigationOutcome } from "#domain/response/mitigation.ts";

/** Something that was tried, or could have been. */
export type StepFact = {
  readonly number: number;
  readonly text: string;
  readonly state: "open" | "running" | "finished" | "skipped";
  readonly outcome: MitigationOutcome | null;
  readonly note: string;
  readonly startedAt: DateTime | null;
  readonly endedAt: DateTime | null;
  readonly by: string | null;
};

/** Something that was or is to be done. */
export type TaskFact = {
  readonly number: number;
  readonly text: string;
  readonly owner: string | null;
  readonly due: DateTime | null;
  readonly priority: "P0" | "P1" | "P2" | null;
  readonly state: "open" | "done" | "dropped";
  readonly endedAt: DateTime | null;
  readonly link: string | null;
};
