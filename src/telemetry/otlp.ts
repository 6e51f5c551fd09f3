import {
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type HrTime,
  type SpanContext,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { Span, SpanExporter } from "./span.ts";

const NOTHING = {
  links: [],
  events: [],
  droppedAttributesCount: 0,
  droppedEventsCount: 0,
  droppedLinksCount: 0,
};
const KINDS = {
  server: SpanKind.SERVER,
  internal: SpanKind.INTERNAL,
  client: SpanKind.CLIENT,
} as const satisfies Record<Span["kind"], SpanKind>;

/** Sends spans by OTLP over HTTP as JSON. Where to, and with which headers, the standard environment variables say. */
export function createOtlpExporter(): SpanExporter {
  const exporter = new OTLPTraceExporter();
  const own = resourceFromAttributes({ "service.name": "muster" });
  const resource = own.merge(detectResources({ detectors: [envDetector] }));
  return {
    send: async (spans) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const readable = spans.map((span) => ({ ...readableOf(span), resource }));
      exporter.export(readable, ({ error }) => {
        if (error === undefined) resolve();
        else reject(error);
      });
      await promise;
    },
    stop: () => exporter.shutdown(),
  };
}

function readableOf(span: Span): Omit<ReadableSpan, "resource"> {
  const { traceId, parentId, name, kind, start, end, attributes, error } = span;
  const context = contextOf(traceId, span.spanId);
  const status =
    error === null
      ? { code: SpanStatusCode.UNSET }
      : { code: SpanStatusCode.ERROR, message: error };
  return {
    name,
    kind: KINDS[kind],
    spanContext: () => context,
    ...(parentId !== null && { parentSpanContext: contextOf(traceId, parentId) }),
    startTime: hrTime(start),
    endTime: hrTime(end),
    duration: hrTime(end - start),
    ended: true,
    status,
    attributes,
    instrumentationScope: { name: "muster" },
    ...NOTHING,
  };
}

function contextOf(traceId: string, spanId: string): SpanContext {
  return { traceId, spanId, traceFlags: TraceFlags.SAMPLED };
}

/** Seconds and nanoseconds. */
function hrTime(milliseconds: number): HrTime {
  const seconds = Math.floor(milliseconds / 1000);
  return [seconds, Math.round((milliseconds - seconds * 1000) * 1e6)];
}
