import type { Engine } from "#engine/engine.ts";
import { reportUndelivered } from "#engine/page/acknowledge-by.ts";
import { readClock } from "#store/database/clock.ts";
import { answerKey } from "./answer-call.ts";
import { answerText } from "./answer-text.ts";
import { createExplainLimit } from "./explain-limit.ts";
import { undeliveredWords } from "./twilio-status.ts";
import { isTwilios } from "./twilio.ts";
import { askForKey, textBack } from "./twiml.ts";
import type { WaySetting } from "./way.ts";

/** A request of Twilio's, as it came. */
type Callback = {
  readonly target: string;
  readonly query: URLSearchParams;
  readonly form: Readonly<Record<string, string>>;
};

type Door = {
  readonly isGenuine: (signature: string, callback: Callback) => Promise<boolean>;
  readonly answerKey: (callback: Callback) => Promise<string>;
  readonly answerText: (callback: Callback) => Promise<string>;
  readonly noteStatus: (callback: Callback) => Promise<void>;
};

const TROUBLE = "Muster has trouble, and it may not have worked.";

/** What Muster does when Twilio calls back. Whoever waits for an answer gets one, also when it did not work. */
export function twilioDoor(engine: Engine, setting: () => WaySetting): Door {
  const mayExplain = createExplainLimit(() => readClock(engine.database.kysely));
  return {
    isGenuine: (signature, callback) => isTwilios(setting(), signature, callback),
    answerKey: async ({ target, query, form }) => {
      const action = `${engine.configuration().publicUrl ?? ""}${target}`;
      const key = { token: tokenIn(query), digit: form["Digits"] ?? "", action };
      return await orElse(
        engine,
        () => answerKey(engine, key),
        () => askForKey(TROUBLE, action),
      );
    },
    answerText: async ({ form }) => {
      const text = { from: form["From"] ?? "", text: form["Body"] ?? "", mayExplain };
      const sorry = `${TROUBLE} Write again, or acknowledge in Slack.`;
      return await orElse(
        engine,
        () => answerText(engine, text),
        () => textBack(sorry),
      );
    },
    noteStatus: async ({ query, form }) => {
      const reason = undeliveredWords(form);
      if (reason !== null) await reportUndelivered(engine, tokenIn(query), reason);
    },
  };
}

async function orElse(
  { logger }: Engine,
  answer: () => Promise<string>,
  sorry: () => Promise<string>,
): Promise<string> {
  try {
    return await answer();
  } catch (error) {
    logger.error({ err: error }, "an answer from outside Slack could not be taken");
    return await sorry();
  }
}

function tokenIn(query: URLSearchParams): string {
  return query.get("token") ?? "";
}
