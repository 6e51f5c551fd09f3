import { DateTime } from "luxon";
import { isScalar, parseDocument, visit } from "yaml";

type Moment = {
  readonly mailPort: number;
  readonly prometheusUrl: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Known only once Muster listens. */
  readonly publicUrl?: string;
};

/** In it every schedule is back at its first turn, and there is a past to look at. */
const TURNS_BEFORE = { weeks: 12, days: 1 };

/** In percent of an error budget: what a short outage uses. */
const NEEDS_POSTMORTEM = 2;

/** muster.yaml as it is used now: where things are, and turns of which the first ones run. */
export function configurationFor(
  text: string,
  { mailPort, prometheusUrl, startedAt, publicUrl }: Moment,
): string {
  const document = parseDocument(text);
  const anchor = DateTime.fromMillis(startedAt, { zone: "utc" }).minus(TURNS_BEFORE);
  visit(document, {
    Pair: (_, pair) => {
      if (!isScalar(pair.key) || pair.key.value !== "anchor") return;
      pair.value = document.createNode(anchor.toFormat("yyyy-MM-dd'T'09:00"));
    },
  });
  document.setIn(["ways", "mail", "port"], mailPort);
  document.setIn(["prometheus", "url"], prometheusUrl);
  document.setIn(["postmortems", "budgetShare"], NEEDS_POSTMORTEM);
  if (publicUrl !== undefined) document.set("publicUrl", publicUrl);
  return document.toString();
}
