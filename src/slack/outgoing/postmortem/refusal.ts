import { asError, blamesToken, failureOf, NotNow, Refused } from "#slack/outgoing/failure.ts";

/** Somebody writes in it just now. */
const LOCKED = "canvas_editing_locked";
const LOCKED_SECONDS = 10;

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
    return { refused: new Refused(failure).message };
  }
}
