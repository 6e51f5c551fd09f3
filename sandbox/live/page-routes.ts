import { readFile } from "node:fs/promises";
import path from "node:path";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { PageBuild } from "./page-build.ts";

/** Nothing but our own files, and no place for scripts or styles in the text that people and alerts write. */
const POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", "blob:", "data:"],
  connectSrc: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
};

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

/** What a browser may do with whatever it gets from here. */
export const browserRules: ReturnType<typeof secureHeaders> = secureHeaders({
  contentSecurityPolicy: POLICY,
  crossOriginOpenerPolicy: "same-origin",
  crossOriginResourcePolicy: "same-origin",
  referrerPolicy: "no-referrer",
  xContentTypeOptions: "nosniff",
  xFrameOptions: "DENY",
  // There is no https here.
  strictTransportSecurity: false,
});

/** The page for browsers, a few lines of text for everybody else. */
export function pageRoutes(page: PageBuild, introduction: () => string): Hono {
  const routes = new Hono();
  routes.get("/", async (context) => {
    context.header("cache-control", "no-store");
    context.header("vary", "accept");
    if (!/text\/html/.test(context.req.header("accept") ?? "")) return context.text(introduction());
    try {
      const folder = await page.folder();
      return context.html(await readFile(path.join(folder, "index.html"), "utf8"));
    } catch (error) {
      return context.text(error instanceof Error ? error.message : String(error), 500);
    }
  });
  routes.get("/assets/:name{[\\w-]+(\\.[\\w-]+)+}", async (context) => {
    const name = context.req.param("name");
    const content = await page.asset(name);
    if (content === null) return context.notFound();
    return context.body(content, 200, {
      "content-type": TYPES[path.extname(name)] ?? "application/octet-stream",
      "cache-control": "public, max-age=31536000, immutable",
    });
  });
  routes.get("/archives/:channel/:message?", (context) => {
    const { channel, message } = context.req.param();
    const query = new URLSearchParams(message === undefined ? {} : { ts: tsOf(message) });
    const thread = context.req.query("thread_ts");
    if (thread !== undefined) query.set("thread", thread);
    const asked = query.size === 0 ? "" : `?${query}`;
    return context.redirect(`/#//channel/${encodeURIComponent(channel)}${asked}`);
  });
  return routes;
}

/** `p1795168800000001`, as a permalink has it. */
function tsOf(message: string): string {
  return message.replace(/^p/, "").replace(/(\d{6})$/, ".$1");
}
