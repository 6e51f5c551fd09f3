import { escapeText, link } from "#slack/words/mrkdwn.ts";
import type { ShownDocument } from "#store/slack/documents.ts";

/** Where the document can be read. */
export type Where = {
  readonly shown: ShownDocument;
  /** The page for browsers; null when there is none that others can open. */
  readonly webUrl: string | null;
  /** What the incident is called: INC-12. */
  readonly name: string;
};

const CALLED: Readonly<Record<string, string>> = {
  canvas: "the canvas of the channel",
  file: "the file",
};

/** Where the document is read, and why it does not stand where it should, if it does not. */
export function whereLines({
  shown: { standing, trouble },
  webUrl,
  name,
}: Where): readonly string[] {
  const places = [
    ...(standing === null ? [] : [placeWords(standing.target, standing.link)]),
    ...(webUrl === null ? [] : [link(webUrl, "the web page")]),
    `\`muster postmortem ${name}\` on the machine where I run`,
  ];
  const why = [standing?.left ?? null, trouble].filter((words) => words !== null);
  return [`Read it: ${places.join(" · ")}`, ...why.map(escapeText)];
}

/** The page of its postmortem, by that of the incident. */
export function pageOfPostmortem(incidentUrl: string): string {
  const url = new URL(incidentUrl);
  url.pathname = `${url.pathname}/postmortem`;
  return url.href;
}

function placeWords(target: string, url: string | null): string {
  const called = CALLED[target] ?? target;
  return url === null ? called : link(url, called);
}
