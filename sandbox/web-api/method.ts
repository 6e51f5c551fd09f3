import type { z } from "zod";
import type { Json } from "#sandbox/json.ts";
import { refusal, SlackError } from "#sandbox/workspace/slack-error.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";

/** Calls a minute that Slack allows: 1, 20, 50, 100; some methods have a rule of their own. */
export type Tier = 1 | 2 | 3 | 4 | "many" | "posting";

/** Any one of these is enough; which ones may depend on the kind of channel. */
type Scopes = readonly string[] | ((workspace: Workspace, args: Json) => readonly string[]);

/** `warnings` in the answer becomes Slack's warning fields. */
export type Answer = Json & { readonly warnings?: readonly string[] };

export type Method = {
  readonly token: "bot" | "app";
  readonly scopes: Scopes;
  readonly tier: Tier;
  /** Whether the method reads a JSON body; all read forms. */
  readonly json: boolean;
  readonly run: (workspace: Workspace, args: Json) => Answer;
};

type Definition<Input extends z.ZodType> = Omit<Method, "run" | "token"> & {
  readonly token?: "app";
  readonly input: Input;
  /** The error code for a missing argument where Slack has one of its own. */
  readonly missing?: Readonly<Record<string, string>>;
  readonly run: (workspace: Workspace, input: z.output<Input>) => Answer;
};

export type MethodTable = Readonly<Record<string, Method>>;

export function method<Input extends z.ZodType>(definition: Definition<Input>): Method {
  const { token = "bot", scopes, tier, json } = definition;
  function run(workspace: Workspace, args: Json): Answer {
    const parsed = definition.input.safeParse(args);
    if (parsed.success) return definition.run(workspace, parsed.data);
    throw complaint(parsed.error, args, definition.missing ?? {});
  }
  return { token, scopes, tier, json, run };
}

export function missingScope(workspace: Workspace, needed: readonly string[]): SlackError {
  const provided = [...workspace.app.scopes].join(",");
  return new SlackError("missing_scope", { needed: needed.join(","), provided });
}

export function hasAny(workspace: Workspace, scopes: readonly string[]): boolean {
  return scopes.length === 0 || scopes.some((scope) => workspace.app.scopes.has(scope));
}

function complaint(
  error: z.ZodError,
  args: Json,
  missing: Readonly<Record<string, string>>,
): SlackError {
  const [issue] = error.issues;
  const field = String(issue?.path[0] ?? "");
  if (args[field] !== undefined && args[field] !== "") {
    return refusal("invalid_arguments", `invalid value for ${field}: ${issue?.message}`);
  }
  const own = missing[field];
  if (own !== undefined) return new SlackError(own);
  return refusal("invalid_arguments", `missing required field: ${field}`);
}
