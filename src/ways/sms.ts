import { maskPhoneNumber, readPhoneNumber } from "./phone-number.ts";
import { smsText } from "./sms-text.ts";
import { statusUrl } from "./twilio-urls.ts";
import { openTwilio, twilioAccess, type TwilioAccess, twilioFailure } from "./twilio.ts";
import type { PageNotice, Way, WayResult } from "./way.ts";

/** A text message, which the person answers with one letter. */
export const SMS: Way = {
  kind: "sms",
  label: "Text message",
  by: "text message",
  done: "sent a text message",
  asks: {
    label: "Phone number for text messages",
    placeholder: "+49 30 123456",
    hint: "With the country. You answer A to acknowledge.",
  },
  after: { high: 3, low: null },
  readAddress: readPhoneNumber,
  mask: maskPhoneNumber,
  connect: (setting) => {
    const access = twilioAccess(setting);
    return access === null ? null : { send: (to, notice) => send(access, to, notice) };
  },
};

async function send(access: TwilioAccess, to: string, notice: PageNotice): Promise<WayResult> {
  try {
    const client = await openTwilio(access);
    const statusCallback = statusUrl(access.publicUrl, notice.token);
    const message = await client.messages.create({
      to,
      from: access.from,
      body: smsText(notice),
      ...(statusCallback !== null && { statusCallback }),
    });
    return { kind: "sent", reference: message.sid };
  } catch (error) {
    return twilioFailure(error);
  }
}
