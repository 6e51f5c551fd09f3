import { matchersText } from "#domain/alert/silence-matcher.ts";
import { incidentName } from "#domain/incident/incident.ts";
import type { SilencePreview } from "#engine/silence/preview-silence.ts";
import type { SilenceScope } from "#engine/silence/silence-scopes.ts";
import { listWords, plural } from "#slack/words/incident-words.ts";
import { outside } from "#slack/words/mrkdwn.ts";

const MATCHERS_LENGTH = 400;
const NAME_LENGTH = 60;
const MOST_NAMED = 5;

type Matched = Extract<SilencePreview, { readonly kind: "matched" }>;

/** What a silence would hide, with warnings before it hides too much or nothing. */
export function previewWords(
  { source, matchers }: SilenceScope,
  preview: SilencePreview | null,
): readonly string[] {
  const where = outside(source, NAME_LENGTH);
  const what = outside(matchersText(matchers), MATCHERS_LENGTH);
  return [what, ...answerWords(where, preview)];
}

/** Why some of its alerts cannot be silenced from here, and how to change that. */
export function withoutApiWords(sources: readonly string[]): readonly string[] {
  return sources.map((source) => {
    const id = outside(source, NAME_LENGTH);
    return `Alerts of ${id} cannot be silenced from here: muster.yaml does not say where its API is. Add \`sources.${id}.api.url\`, the address at which Alertmanager's own page opens.`;
  });
}

function answerWords(where: string, preview: SilencePreview | null): readonly string[] {
  if (preview === null) return [`Asking ${where} what that matches …`];
  if (preview.kind === "unknown") {
    return [`:warning: What that matches is not known: ${outside(preview.reason, 250)}.`];
  }
  const { count, silenced } = preview;
  if (count === 0) return [`:warning: It matches no alert that ${where} has now.`];
  const already =
    silenced === 0 ? "" : ` ${silenced} of them ${silenced === 1 ? "is" : "are"} silenced already.`;
  return [
    `It matches ${plural(count, "alert")} now: ${namesOf(preview)}.${already}`,
    ...strangerWords(preview),
  ];
}

function namesOf({ names }: Matched): string {
  const shown = names.slice(0, MOST_NAMED).map(({ name, count }) => {
    return `${outside(name, NAME_LENGTH)}${count === 1 ? "" : ` (${count})`}`;
  });
  const rest = names.length - shown.length;
  return listWords(rest > 0 ? [...shown, `${rest} more`] : shown);
}

function strangerWords({ incidents, services }: Matched): readonly string[] {
  const of = [
    ...incidents.slice(0, MOST_NAMED).map(incidentName),
    ...(incidents.length > MOST_NAMED ? [`${incidents.length - MOST_NAMED} more incidents`] : []),
    ...services.slice(0, MOST_NAMED).map((name) => `the service ${outside(name, NAME_LENGTH)}`),
    ...(services.length > MOST_NAMED ? [`${services.length - MOST_NAMED} more services`] : []),
  ];
  if (of.length === 0) return [];
  return [
    `:warning: *Some of them are not of this incident:* it hides alerts of ${listWords(of)} too.`,
  ];
}
