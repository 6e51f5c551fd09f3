import type { MiddlewareHandler } from "hono";

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::(\d+))?$/i;

/**
 * Refuses what a website elsewhere makes somebody's browser send here. The tokens are known to everybody, so all
 * that tells a stranger's page from ours is what the browser says about it. Programs say nothing of the kind.
 */
export function refuseForeign(url: () => string): MiddlewareHandler {
  return async (context, next) => {
    const why = whyForeign(context.req.raw, url());
    if (why === null) return next();
    const message = `${why} Open ${url()}/ itself.`;
    const isForPrograms = /^\/(?:api|_control)\//.test(context.req.path);
    if (!isForPrograms) return context.text(message, 403);
    return context.json({ ok: false, error: "foreign_request", message }, 403);
  };
}

function whyForeign(request: Request, url: string): string | null {
  const host = request.headers.get("host") ?? "";
  if (!isOurs(host, url)) {
    return `The sandbox answers only under its own address, not as "${host}".`;
  }
  const origin = request.headers.get("origin");
  if (origin !== null && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
    return `The sandbox takes nothing from another website (${origin}).`;
  }
  const site = request.headers.get("sec-fetch-site") ?? "none";
  if (site === "none" || site === "same-origin" || isFollowedLink(request)) return null;
  return "The sandbox takes nothing from another website.";
}

/** Any name of this machine for itself, with our port: a website that points its own name here is not us. */
function isOurs(host: string, url: string): boolean {
  const found = LOOPBACK.exec(host);
  return found !== null && (found[1] ?? "80") === (new URL(url).port || "80");
}

/** Somebody followed a link to the page: it shows itself, to them alone, and does nothing. */
function isFollowedLink({ method, url, headers }: Request): boolean {
  const isPage = /^\/(?:$|archives\/)/.test(new URL(url).pathname);
  const isWindow = headers.get("sec-fetch-dest") === "document";
  return isPage && isWindow && method === "GET" && headers.get("sec-fetch-mode") === "navigate";
}
