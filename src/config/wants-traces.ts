/**
 * Whether OpenTelemetry's standard environment variables name a place for traces; all else that they say is read by its
 * own packages.
 */
export function wantsTraces(given: Readonly<Record<string, string | undefined>>): boolean {
  const isOff = given["OTEL_SDK_DISABLED"]?.toLowerCase() === "true";
  const goesNowhere = given["OTEL_TRACES_EXPORTER"] === "none";
  const places = [
    given["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"],
    given["OTEL_EXPORTER_OTLP_ENDPOINT"],
  ];
  return !isOff && !goesNowhere && places.some((place = "") => place.trim() !== "");
}
