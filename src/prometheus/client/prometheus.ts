import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { PrometheusAccess } from "./access.ts";
import { askOnce, type Request } from "./ask-once.ts";
import { createBreaker } from "./breaker.ts";
import { PrometheusError } from "./prometheus-error.ts";
import type { PrometheusAnswer } from "./read-answer.ts";
import { createTransport } from "./tls.ts";

/** A value with the labels of its series; what is no number, such as NaN, is null. */
export type Sample = {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number | null;
};

export type Series = {
  readonly labels: Readonly<Record<string, string>>;
  /** Seconds since 1970 and the value; what is no number is left out. */
  readonly points: readonly { readonly at: number; readonly value: number }[];
};

type Answered<Data> = { readonly data: Data; readonly warnings: readonly string[] };

/** What Prometheus, or whatever speaks its API, is asked; everything throws a PrometheusError. */
export type Prometheus = {
  /** The query at a moment, in seconds since 1970. */
  readonly instant: (query: string, at: number) => Promise<Answered<readonly Sample[]>>;
  readonly range: (
    query: string,
    range: { readonly start: number; readonly end: number; readonly step: number },
  ) => Promise<Answered<readonly Series[]>>;
  /** What it says of itself at another path below /api/v1. */
  readonly read: (path: string) => Promise<unknown>;
};

export type PrometheusOptions = {
  readonly timeoutMs: number;
  /** A larger answer is none. */
  readonly mostBytes?: number;
  /** Ends what is under way, and everything after it. */
  readonly signal?: AbortSignal;
  /** Counts milliseconds. */
  readonly now?: () => number;
  readonly pause?: (ms: number) => Promise<unknown>;
};

const RETRIES = 2;
const PAUSE_MS = 250;
const AT_ONCE = 4;
const MOST_BYTES = 64 * 1024 * 1024;

const Labels = z.record(z.string(), z.string()).default({});
const Point = z.tuple([z.number(), z.string()]);
const Instant = z.discriminatedUnion("resultType", [
  z.object({
    resultType: z.literal("vector"),
    result: z.array(z.object({ metric: Labels, value: Point })),
  }),
  z.object({ resultType: z.literal("scalar"), result: Point }),
]);
const Range = z.object({
  resultType: z.literal("matrix"),
  result: z.array(z.object({ metric: Labels, values: z.array(Point) })),
});

export function createPrometheus(
  access: PrometheusAccess,
  {
    timeoutMs,
    mostBytes = MOST_BYTES,
    signal,
    now = performance.now.bind(performance),
    pause = wait,
  }: PrometheusOptions,
): Prometheus {
  const breaker = createBreaker(now);
  const room = createRoom(AT_ONCE);
  const server = { access, transport: createTransport(access.tls) };

  function ask(request: Pick<Request, "path" | "form">): Promise<PrometheusAnswer> {
    const whole = { ...request, timeoutMs, mostBytes, signal };
    return room(() => breaker.guard(() => retrying(() => askOnce(server, whole), pause)));
  }

  return {
    async instant(query, at) {
      const form = { query, time: String(at), timeout: serverTimeout(timeoutMs) };
      const { data, warnings } = await ask({ path: "/api/v1/query", form });
      const read = shaped(Instant, data);
      if (read.resultType === "scalar") {
        return { data: [{ labels: {}, value: numberOf(read.result[1]) }], warnings };
      }
      const samples = read.result.map(({ metric, value: [, text] }) => {
        return { labels: metric, value: numberOf(text) };
      });
      return { data: samples, warnings };
    },
    async range(query, { start, end, step }) {
      const times = { start: String(start), end: String(end), step: String(step) };
      const form = { query, ...times, timeout: serverTimeout(timeoutMs) };
      const { data, warnings } = await ask({ path: "/api/v1/query_range", form });
      return { data: shaped(Range, data).result.map(seriesOf), warnings };
    },
    async read(path) {
      return (await ask({ path: `/api/v1/${path}` })).data;
    },
  };
}

function seriesOf({ metric, values }: z.output<typeof Range>["result"][number]): Series {
  const points = values.flatMap(([at, text]) => {
    const value = numberOf(text);
    return value === null ? [] : [{ at, value }];
  });
  return { labels: metric, points };
}

/** Prometheus writes numbers as text, NaN and +Inf among them. */
function numberOf(text: string): number | null {
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** A little less than ours, so that it is the server who gives up first and says why. */
function serverTimeout(timeoutMs: number): string {
  return `${Math.max(1, Math.floor(timeoutMs * 0.9))}ms`;
}

function shaped<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const options = { cause: parsed.error };
  throw new PrometheusError("unexpected_answer", "it answered in a shape we do not know", options);
}

async function retrying<Result>(
  once: () => Promise<Result>,
  pause: (ms: number) => Promise<unknown>,
): Promise<Result> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await once();
    } catch (error) {
      const isFinal = attempt >= RETRIES || !(error instanceof PrometheusError) || !error.canRetry;
      if (isFinal || error.code === "timeout") throw error;
      await pause(PAUSE_MS * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

/** Lets only so many run at once; the others wait their turn, and each hands its place to the next. */
function createRoom(most: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
