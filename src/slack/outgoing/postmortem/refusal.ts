import { webApi } from "@slack/bolt";
import { oneLine } from "#domain/text.ts";
import { asError, blamesToken, failureOf, NotNow, Refused } from "#slack/outgoing/failure.ts";

/** Somebody writes in it just now. */
const LOCKED = "canvas_editing_locked";
const LOCKED_SECONDS = 10;
const DETAIL_LENGTH = 200;

/** The answer to a call, or what Slack refused it for; throws what may work later. */
export async function asked<Answer>(
  call: Promise<Answer>,
): Promise<{ readonly answer: Answer } | { readonly refused: string }> {
  try {
    return { answer: await call };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== "refused" || blamesToken(failure)) throw asError(failure);
    if (failure.error === LOCKED) throw new NotNow("somebody writes in the canvas", LOCKED_SECONDS);
    return { refused: `${new Refused(failure).message}${detailOf(error)}` };
  }
}

/** What Slack says besides, such as which line of a document it does not take. */
function detailOf(error: unknown): string {
  const data: object = error instanceof webApi.WebAPIPlatformError ? error.data : {};
  const detail = "detail" in data && typeof data.detail === "string" ? data.detail : "";
  return detail === "" ? "" : `: ${oneLine(detail, DETAIL_LENGTH)}`;
}
