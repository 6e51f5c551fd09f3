import type { Engine } from "#engine/engine.ts";
import type { AnsweredIncident } from "#engine/page/answered.ts";
import {
  confirmWaitingTest,
  doForWaiting,
  type Waiting,
  waitingFor,
} from "#engine/page/waiting-for.ts";
import { acknowledgedWords, escalatedWords, namesOf } from "./answer-words.ts";
import { readReply, type Reply } from "./read-reply.ts";
import { SMS } from "./sms.ts";
import { noText, textBack } from "./twiml.ts";
import { VOICE } from "./voice.ts";

type Clear = Exclude<Reply, { readonly kind: "unclear" }>;

type Text = {
  readonly from: string;
  readonly text: string;
  /** Whether this number is told again what to write. */
  readonly mayExplain: (from: string) => Promise<boolean>;
};

/** Somebody wrote a text message; answers in TwiML. Strangers get no answer: each one costs. */
export async function answerText(
  engine: Engine,
  { from, text, mayExplain }: Text,
): Promise<string> {
  const waiting = await waitingFor(engine, { way: SMS.kind, alike: [VOICE.kind], address: from });
  if (waiting === null) return await noText();
  const reply = readReply(text);
  if (reply.kind !== "unclear") return await textBack(await carryOut(engine, waiting, reply));
  // It may be a machine that answers every message.
  const isAsked = waiting.incidents.length > 0 || waiting.test !== null;
  return isAsked && (await mayExplain(from)) ? await textBack(usage(waiting)) : await noText();
}

async function carryOut(engine: Engine, waiting: Waiting, reply: Clear): Promise<string> {
  const { incidents, test } = waiting;
  if (incidents.length === 0) {
    if (test === null || reply.kind === "escalate") return acknowledgedWords({ kind: "unknown" });
    return acknowledgedWords(await confirmWaitingTest(engine, waiting, test));
  }
  const meant = whichOf(incidents, reply);
  if (meant.length === 0) return usage(waiting);
  const done = await doForWaiting(engine, waiting, meant, reply.kind);
  return reply.kind === "acknowledge" ? acknowledgedWords(done) : escalatedWords(done);
}

/** None when it is not clear. */
function whichOf(
  incidents: readonly AnsweredIncident[],
  { incident }: Clear,
): readonly AnsweredIncident[] {
  if (incident === "all") return incidents;
  if (incident === null) return incidents.length === 1 ? incidents : [];
  return incidents.filter(({ id }) => id === incident);
}

function usage({ incidents, name }: Waiting): string {
  const [first] = incidents;
  if (first === undefined) return "Reply A to the test page.";
  if (!first.waits) return acknowledgedWords({ kind: "taken", person: name, incidents });
  if (incidents.length === 1) {
    return `${first.name} waits for you. Reply A to acknowledge it, E to escalate it.`;
  }
  const { id } = first;
  return `${namesOf(incidents)} wait for you. Reply A ${id} to acknowledge one, A ALL for all, E ${id} to escalate one.`;
}
