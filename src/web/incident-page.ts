import { describeChart } from "#charts/describe-budget.ts";
import { renderPostmortem } from "#documents/postmortem.ts";
import { templateNamed } from "#documents/templates.ts";
import { escapeHtml } from "#domain/html.ts";
import type { IncidentId } from "#domain/incident/incident.ts";
import type { PostmortemFacts } from "#domain/postmortem/facts.ts";
import { readingZone } from "#domain/postmortem/reading-zone.ts";
import type { Engine } from "#engine/engine.ts";
import { readFacts } from "#engine/postmortem/read-facts.ts";
import { type PostmortemParts, readPostmortem } from "#engine/postmortem/read-postmortem.ts";
import type { Answer } from "#intake/http/answer.ts";
import { htmlPage } from "#intake/http/html-page.ts";
import { documentOf } from "#store/postmortem/search.ts";
import type { Access } from "./access.ts";
import { INCIDENT_STYLE } from "./incident-style.ts";
import { INCIDENT_TEMPLATE } from "./incident-template.ts";
import { renderMarkdown } from "./markdown.ts";

/** How often an open incident is read anew, in seconds. */
const REFRESH = 60;
const STAGES = {
  none: "Nobody has begun to write it; the facts are those of now.",
  draft: "Draft: people are writing it, and its facts are those of now.",
  "in-review": "In review; its facts are those of now.",
  published: "Published.",
} as const;

/** Everything that is known of an incident as it is now; null when there is none. */
export async function answerIncident(
  engine: Engine,
  id: IncidentId,
  access: Access,
): Promise<Answer | null> {
  const facts = await readFacts(engine, engine.database.kysely, id);
  if (facts === null) return null;
  const zone = readingZone(engine.configuration(), facts.service.id);
  const document = { facts, prose: new Map(), template: INCIDENT_TEMPLATE, zone };
  const isOver = facts.status === "resolved" || facts.status === "merged";
  return page(facts, access, {
    here: "incident",
    heading: `<h1>${escapeHtml(`${facts.name}: ${facts.title}`)}</h1>`,
    markdown: renderPostmortem(document),
    refresh: isOver ? null : REFRESH,
  });
}

/** Its postmortem: as it was published, else as it would be now; null when there is no such incident. */
export async function answerPostmortem(
  engine: Engine,
  id: IncidentId,
  access: Access,
): Promise<Answer | null> {
  const parts = await readPostmortem(engine, engine.database.kysely, id);
  if (parts === null) return null;
  const kept = await documentOf(engine.database.kysely, id);
  const isPublished = parts.incident.postmortem.stage === "published";
  return page(parts.facts, access, {
    here: "postmortem",
    heading: `<p class="facts">${STAGES[parts.incident.postmortem.stage]}</p>`,
    markdown: isPublished && kept !== null ? kept.markdown : writtenNow(parts),
    refresh: null,
  });
}

function writtenNow({ template, templates, ...parts }: PostmortemParts): string {
  return renderPostmortem({ ...parts, template: templateNamed(template, templates) });
}

type Shown = {
  readonly here: "incident" | "postmortem";
  readonly heading: string;
  readonly markdown: string;
  readonly refresh: number | null;
};

function page(
  facts: PostmortemFacts,
  access: Access,
  { here, heading, markdown, refresh }: Shown,
): Answer {
  const { html } = renderMarkdown(markdown);
  return htmlPage({
    status: 200,
    title: `${facts.name}: ${facts.title}`,
    style: INCIDENT_STYLE,
    refresh,
    parts: [
      navigation(facts, access, here),
      `<header>${heading}</header>`,
      `<main>${withFigures(html, facts, access)}</main>`,
      `<footer><p>Read ${facts.readAt.toUTC().toFormat("d MMM yyyy HH:mm")} UTC. Nothing can be changed here; that is done in Slack.</p></footer>`,
    ],
  });
}

/** The curves stand below what it was at a glance, before the first heading. */
function withFigures(html: string, facts: PostmortemFacts, access: Access): string {
  if (facts.charts.length === 0) return html;
  const drawn = facts.charts.map((chart) => figure(facts, chart, access));
  const figures = `<div class="charts">${drawn.join("\n")}</div>`;
  const end = html.indexOf("<h2");
  return end === -1 ? html + figures : html.slice(0, end) + figures + html.slice(end);
}

function navigation({ number }: PostmortemFacts, access: Access, here: Shown["here"]): string {
  const all = access.kind === "everything" ? ['<a href="/incidents">All incidents</a>'] : [];
  const other =
    here === "incident"
      ? `<a href="${address(number, "/postmortem", access)}">Postmortem</a>`
      : `<a href="${address(number, "", access)}">The incident</a>`;
  return `<nav class="top">${[...all, other].join("\n")}</nav>`;
}

function figure(
  { number }: PostmortemFacts,
  { id, chart }: PostmortemFacts["charts"][number],
  access: Access,
): string {
  const src = address(number, `/charts/${encodeURIComponent(id)}`, access);
  const words = escapeHtml(describeChart(chart));
  return `<figure class="chart"><img src="${src}" alt="${words}"></figure>`;
}

/** Whoever came by a link goes on by it. */
function address(number: number, rest: string, access: Access): string {
  const key = access.kind === "one" ? `?key=${encodeURIComponent(access.key)}` : "";
  return escapeHtml(`/incidents/${number}${rest}${key}`);
}
