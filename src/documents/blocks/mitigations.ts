import { type Drawing, lengthWords, moment, table } from "#documents/drawing.ts";
import { escaped } from "#documents/escape.ts";
import type { StepFact } from "#domain/postmortem/repair-facts.ts";
import type { MitigationOutcome } from "#domain/response/mitigation.ts";

const OUTCOMES: Readonly<Record<MitigationOutcome, string>> = {
  better: "it got better",
  "no-change": "nothing changed",
  worse: "it got worse",
  reverted: "reverted",
};

/** What was tried to stop the pain, in that order, and what came of it. */
export function mitigationsBlock({ facts: { mitigation }, zone }: Drawing): string {
  const tried = mitigation
    .filter(({ state }) => state !== "open")
    .toSorted((a, b) => beginning(a) - beginning(b));
  if (tried.length === 0) return "No mitigation was written down.";
  const head = ["What", "Who", "From", "Outcome", "Note"];
  return table(
    head,
    tried.map((step) => [
      escaped(step.text),
      step.by === null ? "not known" : escaped(step.by),
      fromWords(step, zone),
      outcomeWords(step),
      step.note === "" ? "—" : escaped(step.note),
    ]),
  );
}

function beginning({ startedAt, endedAt }: StepFact): number {
  return (startedAt ?? endedAt)?.toMillis() ?? 0;
}

function fromWords({ startedAt, endedAt }: StepFact, zone: string): string {
  if (startedAt === null) return "—";
  const lasted = endedAt === null ? "" : `, ${lengthWords(endedAt.diff(startedAt))}`;
  return `${moment(startedAt, zone)}${lasted}`;
}

function outcomeWords({ state, outcome }: StepFact): string {
  switch (state) {
    case "open":
      return "not tried";
    case "running":
      return "under way";
    case "skipped":
      return "skipped";
    case "finished":
      return outcome === null ? "not known" : OUTCOMES[outcome];
  }
}
