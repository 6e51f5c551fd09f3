const KEYS = "Press 4 to acknowledge, 5 to escalate, or star to hear it again.";
const SECONDS_FOR_A_KEY = 7;
const TIMES = 2;

/**
 * A call that says this and asks for a key, twice; whoever presses none, as a mailbox does, has acknowledged
 * nothing. Without an address for the key it says where else to acknowledge.
 */
export async function askForKey(speech: string, action: string | null): Promise<string> {
  const response = await voiceResponse();
  if (action === null) {
    response.say({ loop: TIMES }, `${speech} Acknowledge it in Slack.`);
    return response.toString();
  }
  for (let time = 0; time < TIMES; time += 1) {
    const gather = response.gather({
      action,
      method: "POST",
      numDigits: 1,
      finishOnKey: "",
      timeout: SECONDS_FOR_A_KEY,
    });
    gather.say(`${speech} ${KEYS}`);
  }
  response.say("You pressed no key, so nobody has acknowledged. Goodbye.");
  return response.toString();
}

/** A call that says this and ends. */
export async function sayGoodbye(speech: string): Promise<string> {
  const response = await voiceResponse();
  response.say(`${speech} Goodbye.`);
  response.hangup();
  return response.toString();
}

/** A text message in answer to one. */
export async function textBack(text: string): Promise<string> {
  const { default: twilio } = await import("twilio");
  const response = new twilio.twiml.MessagingResponse();
  response.message(text);
  return response.toString();
}

/** No answer to a text message. */
export async function noText(): Promise<string> {
  const { default: twilio } = await import("twilio");
  return new twilio.twiml.MessagingResponse().toString();
}

async function voiceResponse() {
  const { default: twilio } = await import("twilio");
  return new twilio.twiml.VoiceResponse();
}
