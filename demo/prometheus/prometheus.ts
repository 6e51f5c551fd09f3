import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { answerInstant, answerRange } from "./answer.ts";
import { graphPage } from "./graph-page.ts";
import { QueryRefusal } from "./promql/refusal.ts";
import { createScraper, type Scraper } from "./scraper.ts";

/** Stands in for a Prometheus that watches Larder's checkout by the demo's clock. */
export type Prometheus = Pick<Scraper, "breaks" | "heals" | "runs" | "samples"> & {
  readonly url: string;
  /** Starts and stops it: nothing is scraped and nobody is answered until it runs again. */
  readonly run: (wanted: boolean) => Promise<void>;
  /** How often somebody looked at a graph. */
  readonly graphsSeen: () => number;
  readonly stop: () => Promise<void>;
};

type Form = Readonly<Record<string, string>>;
type Asked = { readonly address: URL; readonly form: Form };
type Answer = { readonly status: number; readonly type: string; readonly body: string };

const JSON_TYPE = "application/json";
const STATUS = { bad_data: 400, execution: 422 } as const;

/** The longest window that is asked for, and a day more. */
const USUAL_DAYS = 31;

/** Listens on any free port, and on the same one whenever it is started again. */
export async function startPrometheus(now: () => number, days = USUAL_DAYS): Promise<Prometheus> {
  const scraper = createScraper({ now, days });
  let graphs = 0;
  const server = createServer((request, response) => {
    const address = new URL(request.url ?? "/", "http://127.0.0.1");
    if (address.pathname === "/graph") graphs += 1;
    text(request)
      .then((body) => ({ address, form: formOf(address, body) }))
      .then((asked) => send(response, answerTo(asked, scraper, now())))
      .catch(() => response.destroy());
  });
  const port = await listen(server, 0);
  async function run(wanted: boolean): Promise<void> {
    if (wanted === server.listening) return;
    scraper.run(wanted);
    if (wanted) await listen(server, port);
    else await close(server);
  }
  return {
    url: `http://127.0.0.1:${port}`,
    breaks: scraper.breaks,
    heals: scraper.heals,
    runs: scraper.runs,
    samples: scraper.samples,
    run,
    graphsSeen: () => graphs,
    stop: () => run(false),
  };
}

/** A form may stand in the address or in the body. */
function formOf({ searchParams }: URL, body: string): Form {
  return Object.fromEntries([...searchParams, ...new URLSearchParams(body)]);
}

function answerTo({ address, form }: Asked, { samples }: Scraper, now: number): Answer {
  switch (address.pathname) {
    case "/api/v1/query":
      return answered(() => answerInstant(form, samples(), now));
    case "/api/v1/query_range":
      return answered(() => answerRange(form, samples()));
    case "/api/v1/rules":
      return answered(() => ({ groups: [] }));
    case "/api/v1/status/runtimeinfo":
      return answered(() => ({ storageRetention: "90d" }));
    case "/-/ready":
    case "/-/healthy":
      return { status: 200, type: "text/plain", body: "Prometheus of the demo is ready.\n" };
    case "/graph":
    case "/":
      return { status: 200, type: "text/html", body: graphPage(address, samples(), now) };
  }
  return { status: 404, type: "text/plain", body: "404 page not found\n" };
}

function answered(work: () => object): Answer {
  try {
    const body = JSON.stringify({ status: "success", data: work() });
    return { status: 200, type: JSON_TYPE, body };
  } catch (error) {
    if (!(error instanceof QueryRefusal)) throw error;
    const { kind: errorType, message } = error;
    const body = JSON.stringify({ status: "error", errorType, error: message });
    return { status: STATUS[errorType], type: JSON_TYPE, body };
  }
}

function send(response: ServerResponse, { status, type, body }: Answer): void {
  const headers = {
    "Content-Type": `${type}; charset=utf-8`,
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  };
  response.writeHead(status, headers).end(body);
}

async function listen(server: Server, port: number): Promise<number> {
  await once(server.listen(port, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("Prometheus has no port.");
  return address.port;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
