import type { DateTime } from "luxon";
import { callable, type CallCommand } from "#domain/response/call.ts";
import { personOf } from "./ack-timeout.ts";
import type { Decision } from "./command.ts";
import { by, nothing } from "./decision.ts";
import { isOpen, overWords, type Incident } from "./incident.ts";

/** Pages people beside the policy, at once and by all their ways; the paging goes on as it would have. */
export function callPeople(incident: Incident, command: CallCommand, now: DateTime): Decision {
  if (!isOpen(incident)) return nothing(overWords(incident));
  const { calls, paging, acknowledgedBy } = incident;
  const { key, people, reason } = command;
  if (calls.some((call) => call.key === key)) return nothing("they were paged already");
  const others = people.filter((person) => person !== personOf(acknowledgedBy));
  if (others.length === 0) return nothing("they have it already");
  const wanted = callable(calls, others, now);
  if (wanted.length === 0) return nothing("they were paged a moment ago or have joined");
  const event = {
    kind: "called",
    key,
    step: paging.step + 1,
    targets: wanted.map((person) => ({ kind: "person", person }) as const),
    urgency: "high",
    reason,
  } as const;
  return { events: by(command.by, now, [event]), reason: "paged" };
}
