import type { Engine } from "#engine/engine.ts";
import { acknowledgeBy, escalateBy, readToken } from "#engine/page/acknowledge-by.ts";
import type { Answered } from "#engine/page/answered.ts";
import { acknowledgedWords, escalatedWords } from "./answer-words.ts";
import { speakable } from "./speech.ts";
import { askForKey, sayGoodbye } from "./twiml.ts";

/** Nobody listens to more before the key. */
const MOST_LINES = 3;

type Key = {
  readonly token: string;
  readonly digit: string;
  /** Where the next key goes. */
  readonly action: string;
};

/** Somebody pressed a key during a call; answers in TwiML. */
export async function answerKey(engine: Engine, { token, digit, action }: Key): Promise<string> {
  switch (digit) {
    case "4":
      return await sayGoodbye(acknowledgedWords(await acknowledgeBy(engine, token)));
    case "5":
      return await sayGoodbye(escalatedWords(await escalateBy(engine, token)));
    case "*":
      return await sayAgain(await readToken(engine, token), action);
    default:
      return await askForKey("That key means nothing.", action);
  }
}

/** With how it stands now: somebody else may have taken it meanwhile. */
async function sayAgain(asked: Answered, action: string): Promise<string> {
  switch (asked.kind) {
    case "unknown":
    case "over":
      return await sayGoodbye(acknowledgedWords(asked));
    case "test":
      return await askForKey("This is a test page from Muster. Nothing is wrong.", action);
    case "taken": {
      const lines = asked.incidents.slice(0, MOST_LINES).map(({ id, title, holder }) => {
        const has = holder === null ? "" : ` ${holder} has it.`;
        return `Incident ${id}: ${speakable(title)}.${has}`;
      });
      const left = asked.incidents.length - lines.length;
      const more = left === 0 ? [] : [`And ${left} more.`];
      return await askForKey([...lines, ...more].join(" "), action);
    }
  }
}
