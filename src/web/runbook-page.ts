import { DateTime } from "luxon";
import { escapeHtml } from "#domain/html.ts";
import { isReviewDue, type Runbook } from "#domain/runbook.ts";
import type { Answer } from "#intake/http/answer.ts";
import { htmlPage } from "#intake/http/html-page.ts";
import { PAGE_STYLE } from "#intake/http/page-style.ts";
import { renderMarkdown, type Section } from "./markdown.ts";

/** The page for a path under /runbooks; null when the path is none of ours. The slug is only compared, never opened. */
export function answerRunbookPath(
  path: string,
  runbooks: readonly Runbook[],
  today: DateTime,
): Answer | null {
  if (path === "/runbooks" || path === "/runbooks/") return renderRunbookIndex(runbooks, today);
  if (!path.startsWith("/runbooks/")) return null;
  const slug = path.slice("/runbooks/".length);
  const runbook = runbooks.find((known) => known.slug === slug);
  if (runbook === undefined) return renderMissingRunbookPage(slug, runbooks);
  return renderRunbookPage(runbook, today);
}

export function renderRunbookPage(runbook: Runbook, today: DateTime): Answer {
  const { html, sections } = renderMarkdown(runbook.body);
  return page(200, runbook.title, [
    homeLink(),
    `<header><h1>${escapeHtml(runbook.title)}</h1>${facts(runbook)}</header>`,
    reviewWarning(runbook, today),
    contents(sections),
    `<main class="body">${html}</main>`,
    `<footer><p>${escapeHtml(purpose(runbook))}</p></footer>`,
  ]);
}

export function renderMissingRunbookPage(slug: string, known: readonly Runbook[]): Answer {
  const shown = slug.length > 80 ? `${slug.slice(0, 80)}…` : slug;
  return page(404, "No such runbook", [
    homeLink(),
    "<header><h1>No such runbook</h1></header>",
    `<main><p>Nothing is kept under <code>${escapeHtml(shown)}</code>. A runbook is a Markdown file in <code>runbooks/</code>; its name without <code>.md</code> is its address.</p>`,
    known.length === 0 ? "" : `<p>These are there:</p>${list(known)}`,
    "</main>",
  ]);
}

export function renderRunbookIndex(runbooks: readonly Runbook[], today: DateTime): Answer {
  const due = runbooks.filter((runbook) => isReviewDue(runbook, today)).length;
  const none =
    "<p>There are none yet. Put a Markdown file with front matter into <code>runbooks/</code>.</p>";
  return page(200, "Runbooks", [
    "<header><h1>Runbooks</h1></header>",
    due === 0 ? "" : warning(`${due} of ${runbooks.length} were last reviewed over a year ago.`),
    `<main>${runbooks.length === 0 ? none : list(runbooks)}</main>`,
  ]);
}

function page(status: number, title: string, parts: readonly string[]): Answer {
  return htmlPage({ status, title, style: PAGE_STYLE, parts });
}

function homeLink(): string {
  return '<nav class="top"><a href="/runbooks">All runbooks</a></nav>';
}

function facts({ owner, reviewed }: Runbook): string {
  const date = `<time datetime="${escapeHtml(reviewed)}">${escapeHtml(dateText(reviewed))}</time>`;
  return `<p class="facts">Kept by ${escapeHtml(owner)} · Reviewed ${date}</p>`;
}

function reviewWarning(runbook: Runbook, today: DateTime): string {
  if (!isReviewDue(runbook, today)) return "";
  const months = Math.floor(today.diff(DateTime.fromISO(runbook.reviewed), "months").months);
  return warning(
    `Last reviewed ${months} months ago. Check each command before you trust it, and tell ${runbook.owner}.`,
  );
}

function warning(text: string): string {
  return `<p class="warning" role="note">${escapeHtml(text)}</p>`;
}

function contents(sections: readonly Section[]): string {
  if (sections.length < 2) return "";
  const links = sections.map(
    ({ id, title }) => `<a href="#${escapeHtml(id)}">${escapeHtml(title)}</a>`,
  );
  return `<nav class="contents" aria-label="On this page">${links.join("\n")}</nav>`;
}

function purpose({ slug, alerts, services }: Runbook): string {
  const forAlerts = alerts.length === 0 ? "" : ` Shown for the alerts ${alerts.join(", ")}.`;
  const forServices = services.length === 0 ? "" : ` Only for ${services.join(", ")}.`;
  return `From runbooks/${slug}.md.${forAlerts}${forServices}`;
}

function list(runbooks: readonly Runbook[]): string {
  const items = runbooks.map(
    (runbook) =>
      `<li><a href="/runbooks/${escapeHtml(runbook.slug)}">${escapeHtml(runbook.title)}</a>${facts(runbook)}</li>`,
  );
  return `<ul class="list">${items.join("\n")}</ul>`;
}

function dateText(isoDate: string): string {
  return DateTime.fromISO(isoDate).setLocale("en-GB").toLocaleString(DateTime.DATE_FULL);
}
