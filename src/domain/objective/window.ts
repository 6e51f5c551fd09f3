import { z } from "zod";
import { isKnownWindow } from "./alert-pairs.ts";
import { parsePrometheusDuration } from "./prometheus-duration.ts";

/** Over how long a promise is kept, in seconds; always looking back from now. */
export const ObjectiveWindow = z.string().transform((text, context) => {
  const seconds = parsePrometheusDuration(text);
  if (seconds !== null && isKnownWindow(seconds)) return seconds;
  context.addIssue({
    code: "custom",
    message: `there are no alerts for a window of ${text}`,
    params: { fix: "write 7d, 14d, 28d, 30d or a longer one, such as 90d" },
  });
  return z.NEVER;
});
