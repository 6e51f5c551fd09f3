import { createHash } from "node:crypto";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import type { Runbook } from "#domain/runbook.ts";
import {
  answerRunbookPath,
  renderMissingRunbookPage,
  renderRunbookIndex,
  renderRunbookPage,
} from "#web/runbook-page.ts";

const today = DateTime.fromISO("2026-11-20");
const latency = runbook({});
const errors = runbook({ slug: "errors", title: "Requests fail" });

describe("a runbook's page", () => {
  it("shows title, owner, review date, body and what it is for", () => {
    const { status, body } = renderRunbookPage(
      runbook({ services: ["checkout"], body: "## Check\n\nLook **here**." }),
      today,
    );

    expect(status).toBe(200);
    expect(body).toContain("<title>Latency is too high · Muster</title>");
    expect(body).toContain("<h1>Latency is too high</h1>");
    expect(body).toContain(
      'Kept by platform · Reviewed <time datetime="2026-11-20">20 November 2026</time>',
    );
    expect(body).toContain("<p>Look <strong>here</strong>.</p>");
    expect(body).toContain(
      "From runbooks/latency.md. Shown for the alerts HighLatency*. Only for checkout.",
    );
  });

  it("gives headings anchors, and never the same one twice", () => {
    const text = "## Stop the *pain*\n\n### Undo: `x`\n\n## Stop the pain\n\n## ?!";

    const ids = [...html(text).matchAll(/<h\d id="([^"]*)"/g)].map(([, id]) => id);

    expect(ids).toEqual(["stop-the-pain", "undo-x", "stop-the-pain-2", "section"]);
    expect(html(text)).toContain('href="#stop-the-pain-2" aria-label="Link to this section"');
  });

  it("lists its sections at the top", () => {
    const [, contents] =
      /<nav class="contents"[^>]*>(.*?)<\/nav>/s.exec(
        page("## Check\n\n### Not this\n\n## Afterwards"),
      ) ?? [];

    expect(contents).toBe('<a href="#check">Check</a>\n<a href="#afterwards">Afterwards</a>');
  });

  it("makes code reachable by keyboard and shows placeholders as they are", () => {
    const text = '```promql\nup{job="<job>"} & 1\n```';

    expect(html(text)).toContain(
      '<pre tabindex="0"><code class="language-promql">up{job=&quot;&lt;job&gt;&quot;} &amp; 1\n</code></pre>',
    );
  });

  it("makes tables reachable by keyboard, for wide ones scroll sideways", () => {
    expect(html("| a |\n| - |\n| b |")).toContain('<table tabindex="0">');
  });

  it.each([
    ["[x](saturation.md)", "/runbooks/saturation"],
    ["[x](./saturation.md#check)", "/runbooks/saturation#check"],
    ["[x](https://example.com/a.md)", "https://example.com/a.md"],
    ["[x](../docs/a.md)", "../docs/a.md"],
    ["[x](#check)", "#check"],
    ["https://example.com/a", "https://example.com/a"],
  ])("leads %s to %s and tells the other side nothing", (text, href) => {
    expect(html(text)).toContain(`<a href="${href}" rel="noopener noreferrer">`);
  });

  it.each(["latency.md", "example.com", "a@example.com", "<deployment>"])(
    "takes %s for a word, not for a link",
    (text) => {
      expect(html(text)).not.toContain("<a ");
    },
  );

  it.each([
    ["2026-11-20", null],
    ["2025-11-20", null],
    ["2025-11-19", "Last reviewed 12 months ago"],
    ["2024-05-01", "Last reviewed 30 months ago"],
  ])("reviewed on %s warns: %s", (reviewed, warning) => {
    const { body } = renderRunbookPage(runbook({ reviewed }), today);

    const [, found = null] = /<p class="warning" role="note">([^.]*)\./.exec(body) ?? [];
    expect(found).toBe(warning);
  });
});

describe("what every page sends along", () => {
  it.each([
    ["a runbook", renderRunbookPage(latency, today)],
    ["the list", renderRunbookIndex([latency], today)],
    ["a missing one", renderMissingRunbookPage("x", [latency])],
  ])("is strict for %s", (_, { headers, body }) => {
    const styles = [...body.matchAll(/<style>(.*?)<\/style>/gs)].map(([, style = ""]) => style);
    const hash = createHash("sha256")
      .update(styles[0] ?? "")
      .digest("base64");

    expect(styles).toHaveLength(1);
    expect(headers).toMatchObject({
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": `default-src 'none'; style-src 'sha256-${hash}'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    });
    expect(body).toMatch(/^<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">/);
    expect(body).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
    expect(body).not.toMatch(/ style=|<script| on\w+=/i);
  });
});

describe("hostile Markdown", () => {
  it.each([
    ["a script", "<script>alert(1)</script>"],
    ["a script in a block", "a\n\n<script>\nalert(1)\n</script>\n\nb"],
    ["an image that fails", '<img src=x onerror="alert(1)">'],
    ["an image inside a heading", '## <img src=x onerror="alert(1)">'],
    ["a style that leaves its place", "</style><style>*{display:none}</style>"],
    ["a base", '<base href="https://evil.example/">'],
    ["a redirect", '<meta http-equiv="refresh" content="0;url=https://evil.example/">'],
    ["a form", '<form action="https://evil.example/"><input name=password></form>'],
    ["a frame", '<iframe srcdoc="<script>alert(1)</script>"></iframe>'],
    ["a comment that swallows", "<!-- <b>"],
    ["a fence that ends itself", '```"><script>alert(1)</script>\nx\n```'],
    ["a fence with a clever language", '```js"onmouseover="alert(1)\nx\n```'],
    ["a title that ends itself", '[x](https://a.example/ "\\"onclick=\\"alert(1)")'],
    ["an image's text that ends itself", '![" onerror="alert(1)](x)'],
    ["an address that ends itself", '[x](<https://a.example/"onclick="alert(1)>)'],
    ["a table with markup", "| a |\n| - |\n| <script>alert(1)</script> |"],
  ])("cannot bring %s", (_, text) => {
    const tags = [...html(text).matchAll(/<\/?([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>/gi)];
    const allowed = /^(a|code|em|h2|img|p|pre|strong|table|tbody|td|th|thead|tr)$/;
    const attributes = tags.flatMap(([, , rest = ""]) =>
      [...rest.replaceAll(/"[^"]*"/g, "").matchAll(/([\w-]+)=/g)].map(([, name]) => name),
    );

    expect(tags.map(([, name = ""]) => name).filter((name) => !allowed.test(name))).toEqual([]);
    expect(attributes.filter((name) => /^(on|style|srcdoc)/.test(name ?? ""))).toEqual([]);
    expect(html(text)).not.toMatch(/<!--/);
  });

  it.each([
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](data:image/png;base64,iVBORw0KGgo=)",
    "[x]( DATA:image/png;base64,iVBORw0KGgo=)",
    "[x](data:image/svg+xml,<svg onload=alert(1)>)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](data:text/html,x)",
    "![x](data:image/svg+xml,x)",
    "[x]\n\n[x]: javascript:alert(1)",
  ])("cannot make a link of %j", (text) => {
    expect(html(text)).not.toMatch(/(?:href|src)="(?!#)/);
  });

  it("may hold a picture of its own", () => {
    const text = "![graph](data:image/png;base64,iVBORw0KGgo=)";

    expect(html(text)).toContain('<img src="data:image/png;base64,iVBORw0KGgo=" alt="graph">');
  });

  it("cannot bring markup through its front matter", () => {
    const evil = `"'></title></style><script>alert(1)</script>`;
    const hostile = runbook({
      slug: evil,
      title: evil,
      owner: evil,
      alerts: [evil],
      services: [evil],
      reviewed: "2020-01-01",
    });

    for (const { body } of [
      renderRunbookPage(hostile, today),
      renderRunbookIndex([hostile], today),
      renderMissingRunbookPage(evil, [hostile]),
    ]) {
      expect(body).not.toContain("<script");
      expect(body.match(/<\/title>/g)).toHaveLength(1);
      expect(body.match(/<\/style>/g)).toHaveLength(1);
      expect(body).not.toContain(`"'>`);
    }
  });
});

describe("the list of runbooks", () => {
  it("links every page with its owner and date", () => {
    const { status, body } = renderRunbookIndex([errors, latency], today);

    expect(status).toBe(200);
    expect(body).toContain('<a href="/runbooks/errors">Requests fail</a>');
    expect(body).toContain('<a href="/runbooks/latency">Latency is too high</a>');
    expect(body.match(/Kept by platform/g)).toHaveLength(2);
    expect(body).not.toContain('class="warning"');
  });

  it("counts what nobody has reviewed for a year", () => {
    const old = runbook({ slug: "old", reviewed: "2025-01-01" });

    expect(renderRunbookIndex([old, latency], today).body).toContain(
      "1 of 2 were last reviewed over a year ago.",
    );
  });

  it("says how to add the first one", () => {
    expect(renderRunbookIndex([], today).body).toContain("There are none yet.");
  });
});

describe("the page for a missing runbook", () => {
  it("names what was asked for and what there is", () => {
    const { status, body } = renderMissingRunbookPage("latancy", [latency]);

    expect(status).toBe(404);
    expect(body).toContain("Nothing is kept under <code>latancy</code>.");
    expect(body).toContain('<a href="/runbooks/latency">');
  });

  it("does not repeat more than 80 characters", () => {
    const { body } = renderMissingRunbookPage("x".repeat(5000), []);

    expect(body).toContain(`<code>${"x".repeat(80)}…</code>`);
  });
});

describe("answerRunbookPath", () => {
  it.each([
    ["/runbooks", 200, "<h1>Runbooks</h1>"],
    ["/runbooks/", 200, "<h1>Runbooks</h1>"],
    ["/runbooks/latency", 200, "<h1>Latency is too high</h1>"],
    ["/runbooks/latency.md", 404, "<h1>No such runbook</h1>"],
    ["/runbooks/Latency", 404, "<h1>No such runbook</h1>"],
    ["/runbooks/../../etc/passwd", 404, "<h1>No such runbook</h1>"],
    ["/runbooks/..%2Flatency", 404, "<h1>No such runbook</h1>"],
    ["/runbooks/__proto__", 404, "<h1>No such runbook</h1>"],
    ["/runbooks/latency/", 404, "<h1>No such runbook</h1>"],
  ])("answers %s with %i", (path, status, text) => {
    const answer = answerRunbookPath(path, [latency], today);

    expect(answer?.status).toBe(status);
    expect(answer?.body).toContain(text);
  });

  it.each(["/", "/runbook", "/runbooks2", "/metrics"])("leaves %s to others", (path) => {
    expect(answerRunbookPath(path, [latency], today)).toBeNull();
  });
});

function page(body: string): string {
  return renderRunbookPage(runbook({ body }), today).body;
}

/** What became of the Markdown, without our own frame around it. */
function html(body: string): string {
  return /<main class="body">(.*)<\/main>/s.exec(page(body))?.[1] ?? "";
}

function runbook(change: Partial<Runbook>): Runbook {
  return {
    slug: "latency",
    title: "Latency is too high",
    services: [],
    alerts: ["HighLatency*"],
    owner: "platform",
    reviewed: "2026-11-20",
    body: "## Check",
    ...change,
  };
}
