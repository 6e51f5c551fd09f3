import { type Drawing, table } from "#documents/drawing.ts";
import { escaped, linked } from "#documents/escape.ts";

/** Which alerts there were, and how many of each. */
export function alertsBlock({ facts: { alerts } }: Drawing): string {
  if (alerts.length === 0) return "No alert belonged to it.";
  const head = ["Alert", "Severity", "How many", "State", "What it said"];
  return table(
    head,
    alerts.map(({ name, severity, count, state, summary, link }) => [
      linked(name, link),
      severity,
      String(count),
      state,
      summary === "" ? "—" : escaped(summary, 300),
    ]),
  );
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
