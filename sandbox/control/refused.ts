import { SlackError } from "#sandbox/workspace/slack-error.ts";

/** Something the person at the controls asked for that cannot be. */
export function refused(error: string, message: string): SlackError {
  return new SlackError(error, { message });
}
