import { escapeHtml } from "#domain/html.ts";
import { enumerate } from "#domain/text.ts";
import type { Answered, AnsweredIncident } from "#engine/page/answered.ts";
import { htmlPage } from "#intake/http/html-page.ts";
import { PAGE_STYLE } from "#intake/http/page-style.ts";
import type { Answer } from "./http/answer.ts";

const STYLE = `${PAGE_STYLE}
button {
  padding: 0.8rem 1.8rem;
  border: 0;
  border-radius: 6px;
  background: var(--link);
  color: var(--paper);
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
.state { color: var(--quiet); }
@media (max-width: 30rem) { button { width: 100%; } }
`;

const IN_SLACK = "Look at the incident's card in Slack, or type <code>/incident list</code> there.";

/** In a heading; below it they are all listed. */
const MOST_NAMES = 5;

type Incidents = readonly AnsweredIncident[];

/** The page behind a link: whoever opens it has done nothing yet, because programs open links too. */
export function askPage(asked: Answered): Answer {
  switch (asked.kind) {
    case "unknown":
      return unknownPage();
    case "over":
      return overPage(asked.incidents);
    case "test":
      return page(200, "A test page", [
        text("Nothing is wrong. Press the button to see that your answer arrives."),
        button(),
      ]);
    case "taken":
      return askForIncidents(asked.person, asked.incidents);
  }
}

/** What the button did. */
export function donePage(done: Answered): Answer {
  switch (done.kind) {
    case "unknown":
      return unknownPage();
    case "over":
      return overPage(done.incidents);
    case "test":
      return page(200, "Your answer arrived", [text("Nothing else happens. You can close this.")]);
    case "taken":
      return takenPage(done.person, done.incidents);
  }
}

/** When nobody knows whether it was done. */
export function faultPage(): Answer {
  return page(503, "It did not work", [
    text("Muster has trouble at the moment. Try again, or acknowledge in Slack."),
  ]);
}

function askForIncidents(person: string, incidents: Incidents): Answer {
  const waiting = incidents.filter(({ waits }) => waits);
  if (waiting.length === 0) return takenPage(person, incidents);
  return page(200, `Acknowledge ${names(waiting)}?`, [
    list(incidents, person),
    button(),
    `<p class="state">It is acknowledged in the name of ${escapeHtml(person)}.</p>`,
  ]);
}

function takenPage(person: string, incidents: Incidents): Answer {
  const mine = incidents.filter(({ changed, holder }) => changed || holder === person);
  if (mine.length > 0) {
    const next = "Whoever else was paged is told. Go on in Slack.";
    return page(200, `You have ${names(mine)}`, [list(incidents, person), text(next)]);
  }
  const left = incidents.filter(({ waits }) => waits);
  if (left.length === 0) {
    return page(200, `Somebody else has ${names(incidents)}`, [list(incidents, person)]);
  }
  return page(200, `${names(left)} could not be taken`, [
    list(incidents, person),
    `<p>${IN_SLACK}</p>`,
  ]);
}

function overPage(incidents: Incidents): Answer {
  const are = incidents.length > 1 ? "are" : "is";
  const title = incidents.length === 0 ? "It is over" : `${names(incidents)} ${are} over`;
  return page(410, title, [
    text("Nothing is left to acknowledge here. If it comes back, you get a new page."),
    incidents.length === 0 ? "" : list(incidents, ""),
  ]);
}

function unknownPage(): Answer {
  return page(404, "This link does not work", [
    text("It is not complete, or too old."),
    `<p>${IN_SLACK}</p>`,
  ]);
}

function page(status: number, title: string, parts: readonly string[]): Answer {
  const header = `<header><h1>${escapeHtml(title)}</h1></header>`;
  const main = `<main>${parts.filter((part) => part !== "").join("\n")}</main>`;
  const answer = htmlPage({ status, title, style: STYLE, parts: [header, main], sendsForms: true });
  return {
    ...answer,
    headers: { ...answer.headers, "Cache-Control": "no-store", "X-Robots-Tag": "noindex" },
  };
}

function list(incidents: Incidents, person: string): string {
  const items = incidents.map((incident) => {
    const { name, title } = incident;
    const state = `<span class="state">${escapeHtml(stateOf(incident, person))}</span>`;
    return `<li><strong>${escapeHtml(name)}</strong> ${escapeHtml(title)}<br>${state}</li>`;
  });
  return `<ul class="list">${items.join("\n")}</ul>`;
}

function stateOf(incident: AnsweredIncident, person: string): string {
  const { isOver, holder, changed, goesOnAs } = incident;
  if (goesOnAs !== undefined) return `It goes on as ${goesOnAs}: look in Slack.`;
  if (isOver) return "It is over.";
  if (changed) return "You have it now.";
  if (holder === null) return "Nobody has it yet.";
  return holder === person ? "You have it." : `${holder} has it.`;
}

function names(incidents: Incidents): string {
  return enumerate(
    incidents.map(({ name }) => name),
    MOST_NAMES,
  );
}

function button(): string {
  return '<form method="post"><p><button type="submit">Acknowledge</button></p></form>';
}

function text(words: string): string {
  return `<p>${escapeHtml(words)}</p>`;
}
