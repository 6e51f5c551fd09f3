import { describe, expect, it } from "vitest";
import { type Answer, type Bench, OPS, workbench } from "#test/sandbox/workbench.ts";

async function read({ sandbox }: Bench, query: Record<string, string>): Promise<Answer> {
  const asked = new URLSearchParams({ channel: OPS, ...query });
  const response = await fetch(`${sandbox.url}/_control/messages?${asked}`);
  return (await response.json()) as Answer;
}

function texts({ messages }: Answer): readonly string[] {
  return messages.map(({ text }: Answer) => text);
}

/** A channel with the messages 0 to 9; each but the first is followed by a reply to the one before. */
async function talk(): Promise<{ readonly bench: Bench; readonly ts: readonly string[] }> {
  const bench = await workbench();
  const ts: string[] = [];
  for (let count = 0; count < 10; count += 1) {
    const post = await bench.client.chat.postMessage({ channel: OPS, text: `${count}` });
    const thread_ts = ts.at(-1);
    const reply = { channel: OPS, text: `re ${count - 1}` };
    if (thread_ts !== undefined) await bench.client.chat.postMessage({ ...reply, thread_ts });
    ts.push(post.ts ?? "");
  }
  return { bench, ts };
}

describe("GET messages", () => {
  it("answers the newest, oldest first, with what was replied in between", async () => {
    const { bench } = await talk();

    const answer = await read(bench, { limit: "2" });

    expect(answer["ok"]).toBe(true);
    expect(texts(answer)).toEqual(["8", "re 7", "9", "re 8"]);
    expect(answer["more"]).toBe(true);
  });

  it("goes back page by page without a gap until there is nothing more", async () => {
    const { bench } = await talk();
    const all = await read(bench, {});
    let pages: readonly Answer[] = [];
    let answer: Answer = { more: true };

    while (answer["more"] === true) {
      const before = pages[0]?.["ts"];
      answer = await read(bench, { limit: "3", ...(before === undefined ? {} : { before }) });
      pages = [...answer["messages"], ...pages];
    }

    expect(pages).toHaveLength(19);
    expect(pages).toEqual(all["messages"]);
  });

  it("says that there is no more when a page ends with the very first", async () => {
    const { bench, ts } = await talk();

    expect(await read(bench, { limit: "2", before: ts[2] ?? "" })).toMatchObject({ more: false });
  });

  it("reaches back to a message and half a page further", async () => {
    const { bench, ts } = await talk();

    const answer = await read(bench, { around: ts[4] ?? "", before: ts[6] ?? "", limit: "4" });

    expect(texts(answer)).toEqual(["2", "re 1", "3", "re 2", "4", "re 3", "5", "re 4"]);
    expect(answer["more"]).toBe(true);
  });

  it("answers a whole thread, with what only one person sees", async () => {
    const { bench, ts } = await talk();
    const whisper = { channel: OPS, user: "U0ANNA00001", text: "psst", thread_ts: ts[0] ?? "" };
    await bench.client.chat.postEphemeral(whisper);

    const answer = await read(bench, { thread: ts[0] ?? "" });

    expect(texts(answer)).toEqual(["0", "re 0", "psst"]);
    expect(answer["messages"][2]).toMatchObject({ is_ephemeral: true });
  });

  it.each([
    [{ channel: "nowhere" }, "channel_not_found"],
    [{ limit: "0" }, "invalid_arguments"],
  ])("refuses %j: %s", async (query, error) => {
    expect(await read(await workbench(), query)).toMatchObject({ ok: false, error });
  });
});
