import type { Trouble } from "#domain/impairment.ts";
import { METHOD_SCOPES, OPTIONAL_SCOPES } from "./scopes.ts";

/** Which methods the server behind the address knows: one that is only compatible with Slack may lack some. */
export type MethodWatch = {
  readonly knows: (method: string) => boolean;
  /** Whether all methods for which this scope is asked are known. */
  readonly serves: (scope: string) => boolean;
  /** The server answered that it has no such method; it is not asked for it again before the next start. */
  readonly note: (method: string) => void;
};

export function createMethodWatch(onMissing: (method: string) => void): MethodWatch {
  const missing = new Set<string>();
  return {
    knows: (method) => !missing.has(method),
    serves: (scope) => ![...missing].some((method) => scopesOf(method).includes(scope)),
    note: (method) => {
      if (missing.has(method)) return;
      missing.add(method);
      onMissing(method);
    },
  };
}

/** Without these nobody is paged in Slack, or nobody can answer there. */
const NEEDED = new Set(["auth.test", "chat.postMessage"]);

/** What is off without methods that need no optional scope. */
const WITHOUT: Readonly<Record<string, string>> = {
  "bookmarks.add": "Incident channels get no bookmarks.",
  "bookmarks.edit": "The bookmarks of incident channels stay as they were.",
  "chat.getPermalink": "What is saved from a conversation has no link to it.",
  "chat.postEphemeral": "Nobody is told alone in a channel what came of a reaction.",
  "chat.update": "Cards and pages stay as they were posted; the browser shows what is true now.",
  "conversations.archive": "Channels of incidents that are over stay open.",
  "conversations.create": "Incidents have no channels of their own.",
  "conversations.invite": "Nobody is invited to incident channels.",
  "conversations.join": "Muster must be invited to each channel by hand.",
  "conversations.setPurpose": "Incident channels have no description.",
  "conversations.setTopic": "Incident channels have no topic.",
  "pins.add": "The card of an incident is not pinned in its channel.",
  "users.getPresence":
    "Muster does not know when somebody is away from Slack; their other ways come at their usual time.",
};

/** What is to be said of a method that the server does not know. */
export function methodTrouble(method: string): Trouble {
  const scope = scopesOf(method).find((one) => OPTIONAL_SCOPES[one] !== undefined) ?? "";
  return {
    words: `The Slack server does not know ${method}`,
    consequence: WITHOUT[method] ?? OPTIONAL_SCOPES[scope] ?? "What needs it fails.",
    fix: "Slack itself has it: look at SLACK_API_URL, or ask whoever makes the server for it; Muster tries again when it is started anew",
    severity: NEEDED.has(method) ? "pages-at-risk" : "degraded",
  };
}

const SCOPES = new Map<string, readonly string[]>(
  Object.entries(METHOD_SCOPES).map(([method, { anyOf }]) => [method, anyOf]),
);

function scopesOf(method: string): readonly string[] {
  return SCOPES.get(method) ?? [];
}
