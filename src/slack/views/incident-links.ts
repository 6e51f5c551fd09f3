import type { types } from "@slack/bolt";
import { isOpen } from "#domain/incident/incident.ts";
import type { IncidentFacts } from "#engine/incident/read-facts.ts";
import { ACTIONS } from "#slack/words/action-ids.ts";
import { linkButton } from "#slack/words/blocks.ts";
import { escapeText, link, outside } from "#slack/words/mrkdwn.ts";

const HOW_TO_ADD_RUNBOOK =
  "Add one: a file in runbooks/ that names the alert, or a runbook_url annotation on its rule.";

type Links = Pick<
  IncidentFacts,
  "incident" | "runbook" | "runbookUrl" | "dashboard" | "links" | "sourceUrl" | "webUrl"
>;

/** Everything worth opening, in one line or two; a missing runbook is said, with the way to add one. */
export function linkLines(facts: Links): readonly string[] {
  const { dashboard, links, sourceUrl, webUrl } = facts;
  const others = [
    ...(dashboard === null ? [] : [dashboard]),
    ...links,
    ...(sourceUrl === null ? [] : [{ title: "Alert source", url: sourceUrl }]),
    ...(webUrl === null ? [] : [{ title: "In a browser", url: webUrl }]),
  ];
  const line = others.map(({ title, url }) => link(url, title)).join(" · ");
  return [runbookLine(facts), ...(line === "" ? [] : [line])];
}

/** Runbook and dashboard as buttons that open them, while there is something to do. */
export function linkButtons({ incident, runbookUrl, dashboard }: Links): readonly types.Button[] {
  if (!isOpen(incident)) return [];
  return [
    ...(runbookUrl === null ? [] : [linkButton(ACTIONS.runbook, "Runbook", runbookUrl)]),
    ...(dashboard === null ? [] : [linkButton(ACTIONS.dashboard, "Dashboard", dashboard.url)]),
  ];
}

function runbookLine({ runbook, runbookUrl }: Links): string {
  switch (runbook.kind) {
    case "link":
      return link(runbook.url, "Runbook");
    case "page":
      return runbookUrl === null
        ? `Runbook: ${outside(runbook.title, 75)} (runbooks/${escapeText(runbook.slug)}.md; set publicUrl in muster.yaml to link to it)`
        : `Runbook: ${link(runbookUrl, runbook.title)}`;
    case "missing":
      return `No runbook. ${outside(runbook.reason, 200)} ${HOW_TO_ADD_RUNBOOK}`;
  }
}
