import type { PageEvent, Target } from "#domain/escalation/escalation.ts";
import { overWords, type Incident } from "./incident.ts";

type SentPage = { readonly kind: "call" | "ask"; readonly target: Target };

/** Why nobody needs to be told any more what the page says, in words; null while they do. */
export function whyUnwanted(incident: Incident, { kind, target }: SentPage): string | null {
  const { status, paging } = incident;
  switch (status) {
    case "resolved":
      return "the incident was over before";
    case "merged":
      return overWords(incident);
    case "triggered":
      return kind === "ask" ? "nobody has it any more" : null;
    case "acknowledged":
    case "mitigated":
      if (kind === "ask") return paging.asked ? null : "it was answered before";
      return mustAnswer(paging.unanswered, target) ? null : "somebody acknowledged before";
  }
}

/** What a page of the event wants: that somebody takes the incident, or that they say whether they still have it. */
export function pageKindOf({ kind }: PageEvent): "call" | "ask" {
  return kind === "asked" ? "ask" : "call";
}

function mustAnswer(unanswered: readonly string[], target: Target): boolean {
  return target.kind === "person" && unanswered.includes(target.person);
}
