import { maskPhoneNumber, readPhoneNumber } from "./phone-number.ts";
import { spokenPage } from "./speech.ts";
import { keyUrl, statusUrl } from "./twilio-urls.ts";
import { openTwilio, twilioAccess, type TwilioAccess, twilioFailure } from "./twilio.ts";
import { askForKey } from "./twiml.ts";
import type { PageNotice, Way, WayResult } from "./way.ts";

/** Shorter than most mailboxes take to answer. */
const RING_SECONDS = 30;

/** A phone call, which the person answers with a key. */
export const VOICE: Way = {
  kind: "voice",
  label: "Phone call",
  by: "phone",
  done: "called by phone",
  asks: {
    label: "Phone number for calls",
    placeholder: "+49 30 123456",
    hint: "With the country. You press 4 to acknowledge; a mailbox never does.",
  },
  after: { high: 1, low: null },
  // As long as a call rings and speaks at most: a second one would find the line busy.
  rest: { seconds: 90 },
  readAddress: readPhoneNumber,
  mask: maskPhoneNumber,
  connect: (setting) => {
    const access = twilioAccess(setting);
    return access === null ? null : { send: (to, notice) => call(access, to, notice) };
  },
};

async function call(access: TwilioAccess, to: string, notice: PageNotice): Promise<WayResult> {
  try {
    const client = await openTwilio(access);
    const statusCallback = statusUrl(access.publicUrl, notice.token);
    const started = await client.calls.create({
      to,
      from: access.from,
      // What is said goes along: the phone speaks even when Twilio cannot reach us afterwards.
      twiml: await askForKey(spokenPage(notice), keyUrl(access.publicUrl, notice.token)),
      timeout: RING_SECONDS,
      ...(statusCallback !== null && { statusCallback, statusCallbackMethod: "POST" }),
    });
    return { kind: "sent", reference: started.sid };
  } catch (error) {
    return twilioFailure(error);
  }
}
