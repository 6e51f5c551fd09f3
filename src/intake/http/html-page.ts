import { createHash } from "node:crypto";
import { escapeHtml } from "#domain/html.ts";
import type { Answer } from "./answer.ts";

type Page = {
  readonly status: number;
  readonly title: string;
  /** The one style sheet, which the Content-Security-Policy allows by its hash. */
  readonly style: string;
  /** HTML; empty ones are left out. */
  readonly parts: readonly string[];
  /** After how many seconds it is loaded anew; never without it. */
  readonly refresh?: number | null;
  /** Whether a form of the page may be sent, to this server only. */
  readonly sendsForms?: boolean;
};

/** A page of its own that runs no script and loads nothing. */
export function htmlPage(page: Page): Answer {
  const { status, title, style, parts, refresh = null, sendsForms = false } = page;
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)} · Muster</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${refresh === null ? "" : `<meta http-equiv="refresh" content="${refresh}">`}
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
${parts.filter((part) => part !== "").join("\n")}
</body>
</html>
`;
  return { status, headers: headers(style, sendsForms), body };
}

function headers(style: string, sendsForms: boolean): Readonly<Record<string, string>> {
  const styleHash = createHash("sha256").update(style).digest("base64");
  return {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-cache",
    "Content-Security-Policy": [
      "default-src 'none'",
      `style-src 'sha256-${styleHash}'`,
      "img-src 'self' data:",
      "base-uri 'none'",
      `form-action ${sendsForms ? "'self'" : "'none'"}`,
      "frame-ancestors 'none'",
    ].join("; "),
  };
}
