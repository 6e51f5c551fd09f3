import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as ask,
  type ServerResponse,
} from "node:http";
import { buffer } from "node:stream/consumers";
import { z } from "zod";

/** What somebody was answered: by whom, and what. */
type Answered = {
  /** The replica's port. */
  readonly by: number;
  readonly status: number;
};

/**
 * One address before several replicas, in turn. It does what load balancers do without being told more: whoever
 * refuses the connection is passed over, and what broke after it was sent is answered 502 and never sent again.
 */
export type Balancer = {
  readonly url: string;
  readonly answers: () => readonly Answered[];
  readonly close: () => Promise<void>;
};

type Passed = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
};

const BAD_GATEWAY = 502;
const Refused = z.object({ code: z.literal("ECONNREFUSED") });

export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const answers: Answered[] = [];
  let turn = 0;
  const server = createServer((request, response) => {
    turn += 1;
    const line = ports.map((_, index) => ports[(turn + index) % ports.length] ?? 0);
    void pass(line, request, response).then((answered) => answers.push(answered));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    answers: () => answers,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function pass(
  line: readonly number[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Answered> {
  const body = await buffer(request);
  let by = 0;
  for (by of line) {
    const passed = await forward(by, request, body);
    if (passed === "refused") continue;
    response.writeHead(passed.status, passed.headers).end(passed.body);
    return { by, status: passed.status };
  }
  response.writeHead(BAD_GATEWAY).end();
  return { by, status: BAD_GATEWAY };
}

async function forward(
  port: number,
  { url: path, method, headers }: IncomingMessage,
  body: Uint8Array,
): Promise<Passed | "refused"> {
  const sent = ask({ host: "127.0.0.1", port, path, method, headers, agent: false });
  sent.end(body);
  try {
    const [answer]: IncomingMessage[] = await once(sent, "response");
    if (answer === undefined) throw new Error("nothing was answered");
    return {
      status: answer.statusCode ?? BAD_GATEWAY,
      headers: answer.headers,
      body: await buffer(answer),
    };
  } catch (error) {
    if (Refused.safeParse(error).success) return "refused";
    return { status: BAD_GATEWAY, headers: {}, body: new Uint8Array() };
  }
}
