import type { Target } from "#domain/escalation/escalation.ts";
import { hasJoined } from "#domain/response/call.ts";
import { personOf } from "./ack-timeout.ts";
import { overWords, type Incident, type IncidentEvent } from "./incident.ts";

type SentPage = { readonly kind: "call" | "ask" | "join"; readonly target: Target };

/** Why nobody needs to be told any more what the page says, in words; null while they do. */
export function whyUnwanted(incident: Incident, { kind, target }: SentPage): string | null {
  const { status, paging } = incident;
  switch (status) {
    case "resolved":
      return "the incident was over before";
    case "merged":
      return overWords(incident);
    case "triggered":
      if (kind === "join") return whyNotJoin(incident, target);
      return kind === "ask" ? "nobody has it any more" : null;
    case "acknowledged":
    case "mitigated":
      if (kind === "join") return whyNotJoin(incident, target);
      if (kind === "ask") return paging.asked ? null : "it was answered before";
      return mustAnswer(paging.unanswered, target) ? null : "somebody acknowledged before";
  }
}

/** Whoever was asked to help is told until they come, whoever has it. */
function whyNotJoin({ calls, acknowledgedBy }: Incident, target: Target): string | null {
  if (target.kind !== "person") return null;
  if (personOf(acknowledgedBy) === target.person) return "they have it";
  return hasJoined(calls, target.person) ? "they joined before" : null;
}

/**
 * What a page of the event wants: that somebody takes the incident, that they say whether they still have it, or that
 * they join whoever has it.
 */
export function pageKindOf({ kind }: Pick<IncidentEvent, "kind">): SentPage["kind"] {
  if (kind === "called") return "join";
  return kind === "asked" ? "ask" : "call";
}

function mustAnswer(unanswered: readonly string[], target: Target): boolean {
  return target.kind === "person" && unanswered.includes(target.person);
}
