import { randomBytes } from "node:crypto";
import { asRecords, asText, type Json } from "#sandbox/json.ts";
import type { Faults } from "#sandbox/traffic/faults.ts";
import type { TrafficLog } from "#sandbox/traffic/log.ts";
import { loggedCall, type Trace } from "#sandbox/traffic/logged-call.ts";
import { type AnswerOutcome, type Outcome, tooMany } from "#sandbox/traffic/outcome.ts";
import { postDueMessages } from "#sandbox/workspace/scheduled.ts";
import { SlackError } from "#sandbox/workspace/slack-error.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import { hasAny, type Method, missingScope } from "./method.ts";
import type { RateLimits } from "./rate-limits.ts";
import { type DecodedRequest, decodeRequest } from "./request.ts";

export type WebApi = {
  readonly workspace: () => Workspace;
  readonly methods: ReadonlyMap<string, Method>;
  readonly tokens: { readonly bot: string; readonly app: string };
  readonly faults: Faults;
  readonly limits: RateLimits;
  readonly log: TrafficLog;
};

type TokenKind = Trace["token"];

type Decoded = DecodedRequest | SlackError;

/** One call of the app, from request to answer. */
export async function answerCall(api: WebApi, name: string, request: Request): Promise<Outcome> {
  return loggedCall(api, name, async (trace) => {
    const decoded = await decode(api, name, request);
    if (decoded instanceof SlackError) return () => failed(api.workspace(), trace, decoded);
    const { token, ...args } = decoded.args;
    trace.args = args;
    trace.token = kindOfToken(api, tokenIn(name, request, token));
    return () => perform(api, name, trace, decoded.warnings);
  });
}

async function decode(api: WebApi, name: string, request: Request): Promise<Decoded> {
  try {
    return await decodeRequest(request, name, api.methods.get(name)?.json ?? true);
  } catch (error) {
    if (error instanceof SlackError) return error;
    throw error;
  }
}

function perform(
  api: WebApi,
  name: string,
  trace: Trace,
  warnings: readonly string[],
): AnswerOutcome {
  const workspace = api.workspace();
  try {
    postDueMessages(workspace);
    const method = allowedMethod(api, name, trace);
    const wait = api.limits.take(bucketKey(name, trace.args), method.tier);
    if (wait > 0) return tooMany(wait);
    return succeeded(workspace, trace, method.run(workspace, trace.args), warnings);
  } catch (error) {
    if (error instanceof SlackError) return failed(workspace, trace, error);
    throw error;
  }
}

/** The method, if this token and its scopes may call it. */
function allowedMethod(api: WebApi, name: string, trace: Trace): Method {
  if (trace.token === "none") throw new SlackError("not_authed");
  if (trace.token === "unknown") throw new SlackError("invalid_auth");
  const method = api.methods.get(name);
  if (method === undefined) throw new SlackError("unknown_method");
  const workspace = api.workspace();
  trace.needed = neededScopes(workspace, method, trace.args);
  if (trace.token !== method.token) throw new SlackError("not_allowed_token_type");
  if (!hasAny(workspace, trace.needed)) throw missingScope(workspace, trace.needed);
  return method;
}

/** The header counts before the `token` argument; opening a connection takes only the header. */
function tokenIn(name: string, request: Request, argument: unknown): string | undefined {
  const header = /^Bearer (.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (header !== undefined || name === "apps.connections.open") return header;
  return asText(argument);
}

function kindOfToken({ tokens }: WebApi, token: string | undefined): TokenKind {
  switch (token) {
    case undefined:
    case "":
      return "none";
    case tokens.bot:
      return "bot";
    case tokens.app:
      return "app";
    default:
      return "unknown";
  }
}

function neededScopes(workspace: Workspace, method: Method, args: Json): readonly string[] {
  return typeof method.scopes === "function" ? method.scopes(workspace, args) : method.scopes;
}

/** Limits count per method; messages count per channel. */
function bucketKey(name: string, args: Json): string {
  return name === "chat.postMessage" ? `${name} ${asText(args["channel"]) ?? ""}` : name;
}

function succeeded(
  workspace: Workspace,
  trace: Trace,
  answer: Json,
  charset: readonly string[],
): AnswerOutcome {
  const { warnings: own, ...fields } = answer;
  const warnings = [...(Array.isArray(own) ? own : []), ...charset];
  const [metadata = {}] = asRecords([fields["response_metadata"]]);
  const warned =
    warnings.length === 0
      ? {}
      : { warning: warnings.join(","), response_metadata: { ...metadata, warnings } };
  return reply(workspace, trace, { ok: true, ...fields, ...warned });
}

function failed(workspace: Workspace, trace: Trace, error: SlackError): AnswerOutcome {
  return reply(workspace, trace, { ok: false, error: error.code, ...error.details });
}

function reply(workspace: Workspace, trace: Trace, body: Json): AnswerOutcome {
  const granted = trace.token === "app" ? ["connections:write"] : [...workspace.app.scopes];
  const isKnown = trace.token === "bot" || trace.token === "app";
  const headers = {
    "x-slack-req-id": randomBytes(16).toString("hex"),
    ...(isKnown ? { "x-oauth-scopes": granted.join(",") } : {}),
    ...(isKnown ? { "x-accepted-oauth-scopes": trace.needed.join(",") } : {}),
  };
  return { kind: "answer", status: 200, headers, body };
}
