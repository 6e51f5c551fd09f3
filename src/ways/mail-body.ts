import { escapeHtml } from "#domain/html.ts";
import { headline, incidentLine } from "./notice-words.ts";
import type { NoticedIncident, PageNotice } from "./way.ts";

const IN_SLACK = "Acknowledge it in Slack.";
const KEEP =
  "Whoever opens the link can acknowledge in your name, so do not pass this mail on. Answers to it are not read.";
const DOUBLE = "You may have had this mail before: it was not clear whether that one arrived.";

const BUTTON =
  "display:inline-block;padding:12px 24px;border-radius:6px;background:#0b57a4;color:#ffffff;font-weight:600;text-decoration:none";
const BODY =
  "margin:0 auto;padding:20px;max-width:560px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif";

/** The mail as plain text. */
export function mailText(notice: PageNotice): string {
  const { incident, acknowledgeUrl } = notice;
  const paragraphs = [
    headline(notice),
    ...introduction(notice),
    acknowledgeUrl === null ? IN_SLACK : `Acknowledge: ${acknowledgeUrl}`,
    ...(incident === null ? [] : linksOf(incident).map(({ title, url }) => `${title}: ${url}`)),
    ...othersText(notice),
    ...(acknowledgeUrl === null ? [] : [`-- \n${KEEP}`]),
  ];
  return `${paragraphs.join("\n\n")}\n`;
}

/** The mail as HTML: nothing is loaded from anywhere, and what comes from alerts is text. */
export function mailHtml(notice: PageNotice): string {
  const { incident, acknowledgeUrl } = notice;
  const parts = [
    `<h1 style="margin:0 0 12px;font-size:20px;line-height:1.3">${escapeHtml(headline(notice))}</h1>`,
    ...introduction(notice).map((text) => paragraph(escapeHtml(text))),
    acknowledgeUrl === null
      ? paragraph(IN_SLACK)
      : paragraph(`<a href="${escapeHtml(acknowledgeUrl)}" style="${BUTTON}">Acknowledge</a>`),
    incident === null ? "" : linkParagraph(incident),
    othersHtml(notice),
    acknowledgeUrl === null ? "" : `<p style="margin:24px 0 0;font-size:14px">${KEEP}</p>`,
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(headline(notice))}</title>
</head>
<body style="${BODY}">
${parts.filter((part) => part !== "").join("\n")}
</body>
</html>
`;
}

function introduction({ isTest, incident, why, mayBeDouble }: PageNotice): readonly string[] {
  const whose = incident === null ? "" : `${incident.service}: `;
  const about = isTest
    ? "Nothing is wrong. Acknowledge it to see that your answer arrives."
    : `${whose}you are paged (${why}).`;
  return [about, ...(mayBeDouble ? [DOUBLE] : [])];
}

function linksOf({
  runbookUrl,
  dashboardUrl,
  incidentUrl,
}: NoticedIncident): readonly { readonly title: string; readonly url: string }[] {
  return [
    ...(runbookUrl === null ? [] : [{ title: "Runbook", url: runbookUrl }]),
    ...(dashboardUrl === null ? [] : [{ title: "Dashboard", url: dashboardUrl }]),
    ...(incidentUrl === null ? [] : [{ title: "All that is known", url: incidentUrl }]),
  ];
}

function linkParagraph(incident: NoticedIncident): string {
  const links = linksOf(incident).map(
    ({ title, url }) => `<a href="${escapeHtml(url)}">${title}</a>`,
  );
  return links.length === 0 ? "" : paragraph(links.join(" · "));
}

function othersText(notice: PageNotice): readonly string[] {
  const lines = otherLines(notice);
  if (lines.length === 0) return [];
  return [["Acknowledged with it:", ...lines.map((line) => `- ${line}`)].join("\n")];
}

function othersHtml(notice: PageNotice): string {
  const lines = otherLines(notice);
  if (lines.length === 0) return "";
  const items = lines.map((line) => `<li>${escapeHtml(line)}</li>`);
  return `${paragraph("Acknowledged with it:")}\n<ul>${items.join("")}</ul>`;
}

function otherLines({ others, unnamed }: PageNotice): readonly string[] {
  return [...others.map(incidentLine), ...(unnamed === 0 ? [] : [`${unnamed} more`])];
}

function paragraph(html: string): string {
  return `<p style="margin:0 0 16px">${html}</p>`;
}
