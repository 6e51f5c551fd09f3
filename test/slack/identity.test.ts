import { webApi } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { identify } from "#slack/connection/identity.ts";
import { createLogger } from "#telemetry/logger.ts";

type Answer = webApi.AuthTestResponse | Error;

const US = { ok: true, team_id: "T1", user_id: "U1", bot_id: "B1", team: "Acme" };

describe("asking Slack who we are", () => {
  it.each<[string, Answer]>([
    ["an error that nobody knows", new Error("what is this?")],
    ["an answer that names no member", { ok: true }],
    ["an error of Slack's own", refusal("internal_error")],
    ["a refusal that has nothing to do with the token", refusal("ekm_access_denied")],
  ])("goes on after %s", async (_, answer) => {
    const { identity, pauses } = await ask([answer, answer, US]);

    expect(identity).toMatchObject({ team: "T1", botUser: "U1", botId: "B1", teamName: "Acme" });
    expect(pauses).toEqual([1000, 2000]);
  });

  it("says that the token is refused, and asks again slowly until it is put right", async () => {
    const { identity, pauses, troubles, log } = await ask([refusal("token_revoked"), US]);

    expect(identity.botUser).toBe("U1");
    expect(pauses).toEqual([60_000]);
    expect(troubles).toEqual(["token_revoked"]);
    expect(log).toEqual([expect.stringContaining('"level":60')]);
  });

  it("ends when it is told to", async () => {
    const stopping = new AbortController();
    const asking = ask([new Error("no")], () => stopping.abort(), stopping.signal);

    await expect(asking).rejects.toThrow("aborted");
  });
});

/** Asks a Slack that gives these answers one after another, without waiting. */
async function ask(
  answers: readonly Answer[],
  onPause: () => void = () => undefined,
  signal: AbortSignal = new AbortController().signal,
) {
  const left = [...answers];
  const [pauses, troubles, log]: [number[], (string | null)[], string[]] = [[], [], []];
  const identity = await identify(
    () => {
      const answer = left.shift() ?? new Error("asked too often");
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    {
      logger: createLogger({ level: "info", destination: { write: (line) => log.push(line) } }),
      signal,
      onTrouble: (code) => troubles.push(code),
      pause: async (milliseconds, { aborted }) => {
        pauses.push(milliseconds);
        onPause();
        if (signal.aborted || aborted) throw new Error("aborted");
      },
    },
  );
  return { identity, pauses, troubles, log };
}

function refusal(error: string): Error {
  return new webApi.WebAPIPlatformError({ ok: false, error });
}
