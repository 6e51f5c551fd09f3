import { asJson, asText } from "#sandbox/json.ts";
import { goTo, place } from "#sandbox/page/frame/place.ts";
import { tell, tellFailure } from "#sandbox/page/frame/toasts.tsx";
import { act } from "#sandbox/page/live/control.ts";
import { app } from "#sandbox/page/live/store.ts";
import { writtenAs } from "./written.ts";

type Target = { readonly channel: string; readonly thread?: string | undefined };

/** Sends a message or runs a command; false when nothing came of it, and the person has been told why. */
export async function send(typed: string, { channel, thread }: Target): Promise<boolean> {
  const written = writtenAs(typed, app.value?.commands ?? [], thread !== undefined);
  switch (written.kind) {
    case "nothing":
      return false;
    case "refused":
      tell(written.words);
      return false;
    case "command": {
      const { command, text } = written;
      return tried(act("command", { channel, command, text }));
    }
    case "message": {
      const reply = thread === undefined ? {} : { thread_ts: thread };
      return tried(write({ channel, text: written.text, ...reply }));
    }
  }
}

/** The first message to somebody makes the conversation, which is then the place. */
async function write(given: Readonly<Record<string, string>>): Promise<void> {
  const answer = await act("message", given);
  const made = asText(asJson(answer)["channel"]);
  if (made !== undefined && place.value.channel === given["channel"]) goTo({ channel: made });
}

async function tried(doing: Promise<unknown>): Promise<boolean> {
  try {
    await doing;
    return true;
  } catch (error) {
    tellFailure(error);
    return false;
  }
}
