import type { IncomingMessage } from "node:http";
import type { Answered } from "#engine/page/answered.ts";
import { askPage, donePage, faultPage } from "./acknowledge-page.ts";
import { type Answer, jsonAnswer } from "./http/answer.ts";
import type { AnswerRoute, Incoming } from "./http/route.ts";

/** What a token means, and what presenting it does. */
export type AcknowledgeDoor = {
  readonly look: (token: string) => Promise<Answered>;
  readonly acknowledge: (token: string) => Promise<Answered>;
};

const PATH = "/acknowledge/:token";

/** The links in mails and text messages, for people; programs that ask for JSON post to the same address. */
export function acknowledgeRoutes({ look, acknowledge }: AcknowledgeDoor): readonly AnswerRoute[] {
  return [
    {
      kind: "answer",
      method: "GET",
      path: PATH,
      answer: async ({ params }) => askPage(await look(tokenIn(params))),
      answerFault: faultPage,
    },
    {
      kind: "answer",
      method: "POST",
      path: PATH,
      answer: async ({ request, params }) => {
        request.resume();
        const done = await acknowledge(tokenIn(params));
        return wantsJson(request) ? jsonOf(done) : donePage(done);
      },
      answerFault: faultPage,
    },
  ];
}

function tokenIn(params: Incoming["params"]): string {
  return params["token"] ?? "";
}

function wantsJson({ headers }: IncomingMessage): boolean {
  return /\bapplication\/json\b/i.test(headers.accept ?? "");
}

const STATUS = { taken: 200, test: 200, over: 410, unknown: 404 } as const;

function jsonOf(done: Answered): Answer {
  const incidents = "incidents" in done ? done.incidents : [];
  return jsonAnswer(STATUS[done.kind], {
    result: done.kind,
    incidents: incidents.map(({ id, name, changed, holder, reason }) => {
      return { id, name, changed, holder, reason };
    }),
  });
}
