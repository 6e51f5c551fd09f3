/** A stretch of time within a trace, as OpenTelemetry has it; moments are milliseconds since 1970. */
export type Span = {
  readonly traceId: string;
  readonly spanId: string;
  /** Null for the one that its trace begins with. */
  readonly parentId: string | null;
  readonly name: string;
  readonly kind: "server" | "internal" | "client";
  readonly start: number;
  readonly end: number;
  readonly attributes: Readonly<Record<string, string | number>>;
  /** Why it failed; null when it did not. */
  readonly error: string | null;
};

/** Where spans go. */
export type SpanExporter = {
  /** Throws when they were not taken. */
  readonly send: (spans: readonly Span[]) => Promise<void>;
  readonly stop: () => Promise<void>;
};
