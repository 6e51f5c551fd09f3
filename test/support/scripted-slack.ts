import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

/** What the server says next when a method is called: JSON, or something else than that; posted first, or not. */
type Line = {
  readonly says: object | string;
  readonly posts?: boolean;
};

type Call = { readonly method: string; readonly form: Readonly<Record<string, string>> };

/** A server that answers as written, and then as a healthy Slack would: what was posted is in the history. */
export type ScriptedSlack = {
  readonly apiUrl: string;
  readonly calls: (method: string) => readonly Call[];
  readonly script: (method: string, ...lines: readonly Line[]) => void;
  readonly stop: () => Promise<void>;
};

export async function startScriptedSlack(): Promise<ScriptedSlack> {
  const calls: Call[] = [];
  const posted: object[] = [];
  const lines = new Map<string, Line[]>();

  function post({ channel, text: words, metadata }: Readonly<Record<string, string>>): object {
    const ts = `${Math.floor(Date.now() / 1000)}.${String(posted.length).padStart(6, "0")}`;
    posted.push({ ts, text: words, metadata: JSON.parse(metadata ?? "{}") });
    return { ok: true, channel, ts };
  }
  function perform({ method, form }: Call): object {
    switch (method) {
      case "chat.postMessage":
        return post(form);
      case "conversations.open":
        return { ok: true, channel: { id: `D${form["users"]}` } };
      case "conversations.history":
        return { ok: true, messages: posted };
      default:
        return { ok: true, ts: form["ts"], channel: form["channel"] };
    }
  }
  function answer(call: Call, response: ServerResponse): void {
    calls.push(call);
    const line = lines.get(call.method)?.shift();
    if (line?.posts === true) post(call.form);
    const said = line === undefined ? perform(call) : line.says;
    response.setHeader("Content-Type", typeof said === "string" ? "text/html" : "application/json");
    response.end(typeof said === "string" ? said : JSON.stringify(said));
  }

  const server = createServer((request, response) => {
    const method = request.url?.split("/").at(-1) ?? "";
    void text(request).then((body) => {
      answer({ method, form: Object.fromEntries(new URLSearchParams(body)) }, response);
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    apiUrl: `http://127.0.0.1:${address.port}/api/`,
    calls: (method) => calls.filter((call) => call.method === method),
    script: (method, ...more) => void lines.set(method, [...(lines.get(method) ?? []), ...more]),
    stop: async () => {
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}
