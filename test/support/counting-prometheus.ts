import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

const DAY = 86_400;
const TOTAL = 1_000_000;

/** What a stand-in says of an objective: the share of bad events now, and how many of a million were bad in its window. */
export type Counts = { readonly recentRatio: number; readonly bad: number };

export type CountingPrometheus = {
  readonly url: string;
  /** From now on it says so; null refuses to answer. */
  readonly says: (counts: Counts | null) => void;
  readonly stop: () => Promise<void>;
};

/** Answers by HTTP as a Prometheus does that has nothing recorded, with the same counts whatever the moment. */
export async function startCountingPrometheus(first: Counts): Promise<CountingPrometheus> {
  let counts: Counts | null = first;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const form = Object.fromEntries(new URLSearchParams(body));
      const isRange = (request.url ?? "").startsWith("/api/v1/query_range");
      const answer = counts === null ? null : answerTo(counts, form, isRange);
      response.writeHead(answer === null ? 503 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(answer ?? { status: "error", errorType: "unavailable" }));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    says: (next) => {
      counts = next;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

type Form = Readonly<Record<string, string | undefined>>;

function answerTo(counts: Counts, form: Form, isRange: boolean): object {
  const value = valueOf(counts, form["query"] ?? "");
  const { start = "0", end = "0", step = "1", time = "0" } = form;
  if (value === null) return success(isRange ? "matrix" : "vector", []);
  if (!isRange) return success("vector", [{ metric: {}, value: [Number(time), String(value)] }]);
  const points = Math.floor((Number(end) - Number(start)) / Number(step)) + 1;
  const values = Array.from({ length: points }, (_, index) => {
    return [Number(start) + index * Number(step), String(value)];
  });
  return success("matrix", [{ metric: {}, values }]);
}

/** Rates a second of the window; the share now; nothing of what rules would have recorded. */
function valueOf({ recentRatio, bad }: Counts, query: string): number | null {
  if (query.startsWith("slo:")) return null;
  if (query.includes("> 0")) return recentRatio;
  const isBad = query.includes("5..");
  return (isBad ? bad : TOTAL) / (30 * DAY);
}

function success(resultType: string, result: readonly object[]): object {
  return { status: "success", data: { resultType, result } };
}
