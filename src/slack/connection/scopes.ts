/** Every method of Slack's Web API that Muster calls, and the scopes of which any one allows it. */
export const METHOD_SCOPES = {
  "apps.connections.open": { anyOf: ["connections:write"], token: "app" },
  "auth.test": { anyOf: [] },
  "bookmarks.add": { anyOf: ["bookmarks:write"] },
  "bookmarks.edit": { anyOf: ["bookmarks:write"] },
  "canvases.edit": { anyOf: ["canvases:write"], optional: true },
  "chat.getPermalink": { anyOf: [] },
  "chat.postEphemeral": { anyOf: ["chat:write"] },
  "chat.postMessage": { anyOf: ["chat:write"] },
  "chat.update": { anyOf: ["chat:write"] },
  "conversations.archive": { anyOf: ["channels:manage"] },
  "conversations.canvases.create": { anyOf: ["canvases:write"], optional: true },
  "conversations.create": { anyOf: ["channels:manage"] },
  "conversations.history": {
    anyOf: ["channels:history", "groups:history", "im:history"],
    optional: true,
  },
  "conversations.info": { anyOf: ["channels:read"] },
  "conversations.invite": { anyOf: ["channels:manage"] },
  "conversations.join": { anyOf: ["channels:join"] },
  "conversations.list": { anyOf: ["channels:read"] },
  "conversations.open": { anyOf: ["im:write"], optional: true },
  "conversations.replies": {
    anyOf: ["channels:history", "groups:history", "im:history"],
    optional: true,
  },
  "conversations.setPurpose": { anyOf: ["channels:manage"] },
  "conversations.setTopic": { anyOf: ["channels:manage"] },
  "dnd.info": { anyOf: ["dnd:read"], optional: true },
  "files.completeUploadExternal": { anyOf: ["files:write"], optional: true },
  "files.delete": { anyOf: ["files:write"], optional: true },
  "files.getUploadURLExternal": { anyOf: ["files:write"], optional: true },
  "files.info": { anyOf: ["files:read"], optional: true },
  "pins.add": { anyOf: ["pins:write"] },
  "usergroups.users.list": { anyOf: ["usergroups:read"], optional: true },
  "usergroups.users.update": { anyOf: ["usergroups:write"], optional: true },
  "users.getPresence": { anyOf: ["users:read"] },
  "users.info": { anyOf: ["users:read"] },
  "users.lookupByEmail": { anyOf: ["users:read.email"], optional: true },
  "views.open": { anyOf: [] },
  "views.publish": { anyOf: [] },
  "views.push": { anyOf: [] },
  "views.update": { anyOf: [] },
} as const satisfies Readonly<Record<string, MethodScopes>>;

type MethodScopes = {
  readonly anyOf: readonly string[];
  /** Muster works without it, and says what is off. */
  readonly optional?: true;
  /** Asked with the app-level token, whose scopes stand in no manifest. */
  readonly token?: "app";
};

/** Scopes that may be declined, and what is off without them. */
export const OPTIONAL_SCOPES: Readonly<Record<string, string>> = {
  "canvases:write":
    "Postmortems stand in no canvas of their incident's channel; they come as files into the thread of their message.",
  "channels:history":
    "When Slack does not answer in time, Muster cannot look whether a card was posted, and may post it twice. A pin puts no message on the timeline, and saved messages are not followed when they change; the menu of the message still saves it.",
  "dnd:read":
    "Muster does not know when Slack is silent for somebody: their other ways come at their usual time, and nobody is warned before a shift.",
  "files:read":
    "Muster cannot see whether people wrote in the canvas of a postmortem, so postmortems come as files.",
  "files:write":
    "Timelines cannot be exported as files in Slack; `muster timeline` prints them. Error budgets are shown without charts.",
  "groups:history": "The same for private channels.",
  "im:history": "The same for direct messages: a page may come twice.",
  "im:write": "A page whose sending was unclear cannot be looked up the first time.",
  "reactions:read":
    "A pin under a message does not put it on the timeline; the menu of the message does.",
  "usergroups:read":
    "User groups do not follow who is on call, and nobody is known to be in one that `permissions` names.",
  "usergroups:write": "User groups do not follow who is on call.",
  "users:read.email":
    "People are known by their member id only; whoever has just an e-mail address in muster.yaml cannot be paged.",
};

export type MissingScope = { readonly scope: string; readonly without: string };

/** Optional scopes that the workspace did not grant. */
export function missingScopes(granted: ReadonlySet<string>): readonly MissingScope[] {
  return Object.entries(OPTIONAL_SCOPES)
    .filter(([scope]) => !granted.has(scope))
    .map(([scope, without]) => ({ scope, without }));
}

/** Those that nothing can be done without. */
export function neededScopes(): readonly string[] {
  const needed = Object.values(METHOD_SCOPES).flatMap((method) => {
    const isOptional = "optional" in method || "token" in method;
    return isOptional ? [] : method.anyOf.filter((scope) => !Object.hasOwn(OPTIONAL_SCOPES, scope));
  });
  return [...new Set(needed)].toSorted();
}
