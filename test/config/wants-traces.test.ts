import { describe, expect, it } from "vitest";
import { wantsTraces } from "#config/wants-traces.ts";

const HERE = "http://127.0.0.1:4318";

describe("traces are exported", () => {
  it.each([
    [false, {}],
    [true, { OTEL_EXPORTER_OTLP_ENDPOINT: HERE }],
    [true, { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${HERE}/v1/traces` }],
    [false, { OTEL_EXPORTER_OTLP_ENDPOINT: " " }],
    [false, { OTEL_EXPORTER_OTLP_ENDPOINT: HERE, OTEL_SDK_DISABLED: "TRUE" }],
    [false, { OTEL_EXPORTER_OTLP_ENDPOINT: HERE, OTEL_TRACES_EXPORTER: "none" }],
  ])("%s: with %j", (expected, given) => {
    expect(wantsTraces(given)).toBe(expected);
  });
});
