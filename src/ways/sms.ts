import { cut } from "#domain/text.ts";
import { maskPhoneNumber, readPhoneNumber } from "./phone-number.ts";
import { plainCharacters } from "./segments.ts";
import { smsText } from "./sms-text.ts";
import { statusUrl } from "./twilio-urls.ts";
import { openTwilio, twilioAccess, type TwilioAccess, twilioFailure } from "./twilio.ts";
import type { PageNotice, Way, WayResult } from "./way.ts";

/** What fits into one segment. */
const TROUBLE_LENGTH = 150;

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
    if (access === null) return null;
    return {
      send: (to, notice) => sendPage(access, to, notice),
      tell: (to, { headline }) =>
        send(access, to, { body: plainCharacters(cut(headline, TROUBLE_LENGTH)) }),
    };
  },
};

async function sendPage(access: TwilioAccess, to: string, notice: PageNotice): Promise<WayResult> {
  const statusCallback = statusUrl(access.publicUrl, notice.token);
  const callback = statusCallback !== null && { statusCallback };
  return await send(access, to, { body: smsText(notice), ...callback });
}

async function send(
  access: TwilioAccess,
  to: string,
  text: { readonly body: string; readonly statusCallback?: string },
): Promise<WayResult> {
  try {
    const client = await openTwilio(access);
    const message = await client.messages.create({ to, from: access.from, ...text });
    return { kind: "sent", reference: message.sid };
  } catch (error) {
    return twilioFailure(error);
  }
}
