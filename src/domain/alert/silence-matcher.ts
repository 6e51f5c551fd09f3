import { z } from "zod";

/** One condition on a label of the alerts that a silence keeps quiet. */
export const SilenceMatcher = z
  .object({ name: z.string(), value: z.string(), isRegex: z.boolean(), isEqual: z.boolean() })
  .readonly();
export type SilenceMatcher = z.output<typeof SilenceMatcher>;

/** What Alertmanager's older versions take as a label's name; others are quoted. */
const BARE_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

/** Such as `alertname="Disk"`, in the form that Alertmanager reads. */
export function matcherText({ name, value, isRegex, isEqual }: SilenceMatcher): string {
  const [same, other] = isRegex ? ["=~", "!~"] : ["=", "!="];
  const label = BARE_NAME.test(name) ? name : quoted(name);
  return `${label}${isEqual ? same : other}${quoted(value)}`;
}

/** All of them, as people read them in Alertmanager. */
export function matchersText(matchers: readonly SilenceMatcher[]): string {
  return matchers.map(matcherText).join(", ");
}

/** Whether they are the same conditions, in whatever order. */
export function areSameMatchers(
  some: readonly SilenceMatcher[],
  others: readonly SilenceMatcher[],
): boolean {
  return namesOf(some) === namesOf(others);
}

/** Only these three are escaped: older versions take any other backslash as it stands. */
function quoted(text: string): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  return `"${escaped}"`;
}

function namesOf(matchers: readonly SilenceMatcher[]): string {
  return JSON.stringify(matchers.map(matcherText).toSorted());
}
