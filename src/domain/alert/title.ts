import { oneLine } from "#domain/text.ts";
import { alertName, type Alert } from "./alert.ts";
import { labelOf } from "./matcher.ts";

const TITLE_LENGTH = 150;
const TEXT_KEYS = ["summary", "message", "title"] as const;

/** One line for what is wrong: the first alert's own summary, else the alert's name. */
export function summarise(alerts: readonly Pick<Alert, "labels" | "annotations">[]): string {
  const [first] = alerts;
  if (first === undefined) return "Something is wrong";
  const text = TEXT_KEYS.map((key) => labelOf(first.annotations, key)).find((found) => {
    return oneLine(found, TITLE_LENGTH) !== "";
  });
  return oneLine(text ?? alertName(first.labels), TITLE_LENGTH);
}
