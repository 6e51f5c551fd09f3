import { type Drawing, plural, table } from "#documents/drawing.ts";
import { escaped, linked } from "#documents/escape.ts";

/** Which alerts there were, and how many of each. */
export function alertsBlock({ facts: { alerts, alertsLeftOut } }: Drawing): string {
  if (alerts.length === 0) return "No alert belonged to it.";
  const more =
    alertsLeftOut === 0 ? "" : `\n\n${plural(alertsLeftOut, "more alert")} cannot be listed here.`;
  const head = ["Alert", "Severity", "How many", "State", "What it said"];
  const rows = alerts.map(({ name, severity, count, state, summary, link }) => [
    linked(name, link),
    severity,
    String(count),
    state,
    summary === "" ? "—" : escaped(summary, 300),
  ]);
  return `${table(head, rows)}${more}`;
}

/** What was kept quiet at its source. */
export function silencesBlock({ facts: { silences } }: Drawing): string {
  if (silences.length === 0) return "Nothing was silenced from Slack.";
  const head = ["What", "Where", "By", "Until", "Why"];
  const rows = silences.map(({ matchers, source, by, until, comment, link }) => [
    escaped(matchers, 400),
    escaped(source),
    escaped(by),
    `${until.toUTC().toFormat("yyyy-MM-dd HH:mm")} UTC`,
    `${escaped(comment, 300)}${link === null ? "" : ` ${linked("message", link)}`}`,
  ]);
  return table(head, rows);
}
