import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "./answer.ts";

export type Incoming = {
  readonly request: IncomingMessage;
  readonly params: Readonly<Record<string, string>>;
  /** The server finishes what it has and takes nothing new. */
  readonly isStopping: boolean;
};

type Place = {
  readonly method: "GET" | "POST";
  /** Such as /runbooks/:slug; it stands for the request in logs and metrics, because real paths may hold secrets. */
  readonly path: string;
};

export type AnswerRoute = Place & {
  readonly kind: "answer";
  readonly answer: (incoming: Incoming) => Answer | Promise<Answer>;
  /** What to answer when `answer` throws; 500 without it. */
  readonly answerFault?: () => Answer;
};

/** Somebody else's listener, such as Bolt's. */
type ListenerRoute = Place & {
  readonly kind: "listener";
  readonly listen: (request: IncomingMessage, response: ServerResponse) => unknown;
};

export type Route = AnswerRoute | ListenerRoute;

export type FoundRoute =
  | { readonly kind: "found"; readonly route: Route; readonly params: Incoming["params"] }
  | { readonly kind: "wrong method"; readonly allow: string }
  | { readonly kind: "unknown" };

export function findRoute(routes: readonly Route[], request: IncomingMessage): FoundRoute {
  const segments = pathOf(request).split("/");
  const here = routes.flatMap((route) => {
    const params = matchPath(route.path.split("/"), segments);
    return params === null ? [] : [{ route, params }];
  });
  if (here.length === 0) return { kind: "unknown" };
  const found = here.find(({ route }) => methodsOf(route).includes(request.method ?? ""));
  if (found !== undefined) return { kind: "found", ...found };
  const allow = [...new Set(here.flatMap(({ route }) => methodsOf(route)))].join(", ");
  return { kind: "wrong method", allow };
}

/** Any page on the internet can have the browser of somebody inside post to us. */
export function isFromWebsite({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined || headers["sec-fetch-site"] !== undefined;
}

/** The path as it was sent; not parsed as a URL, because lines such as `GET //` are none. */
function pathOf(request: IncomingMessage): string {
  const target = (request.url ?? "").replace(/^https?:\/\/[^/?]*/i, "");
  return target.split("?", 1)[0] ?? "";
}

function matchPath(
  pattern: readonly string[],
  segments: readonly string[],
): Incoming["params"] | null {
  if (pattern.length !== segments.length) return null;
  const params: [string, string][] = [];
  for (const [index, expected] of pattern.entries()) {
    const given = decodeSegment(segments[index] ?? "");
    if (expected.startsWith(":") && given) params.push([expected.slice(1), given]);
    else if (given !== expected) return null;
  }
  return Object.fromEntries(params);
}

function decodeSegment(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

function methodsOf(route: Route): readonly string[] {
  return route.method === "GET" ? ["GET", "HEAD"] : [route.method];
}
