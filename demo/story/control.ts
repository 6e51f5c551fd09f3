import { z } from "zod";

/** Acts in the workspace through the sandbox's own control, as its page does. Throws what it refuses. */
export type Control = (act: string, body: object) => Promise<void>;

const Answer = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  message: z.string().optional(),
});

export function createControl(slackUrl: string): Control {
  return async (act, body) => {
    const answer = await fetch(`${slackUrl}/_control/${act}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    const { ok, error, message } = Answer.parse(await answer.json());
    if (!ok) throw new Error(message ?? error ?? `The workspace refused to do ${act}.`);
  };
}
