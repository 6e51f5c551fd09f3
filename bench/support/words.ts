import { type Figure, quantile, type Ratio, spread, valueOf } from "./figure.ts";

/** A value as people read it: three digits, in a unit that suits its size. */
export function inWords(value: number, unit: Figure["unit"]): string {
  switch (unit) {
    case "ms":
      return milliseconds(value);
    case "per second":
      return `${digits(value)}/s`;
    case "MB":
      return `${digits(value)} MB`;
    case "bytes":
      return value >= 10_000 ? `${digits(value / 1000)} kB` : `${digits(value)} bytes`;
    case "calls":
      return `${digits(value)} calls`;
    case "share":
      return `${digits(value * 100)} %`;
  }
}

function milliseconds(value: number): string {
  if (value >= 10_000) return `${digits(value / 1000)} s`;
  if (value >= 1) return `${digits(value)} ms`;
  return value >= 0.001 ? `${digits(value * 1000)} µs` : `${digits(value * 1_000_000)} ns`;
}

/** Three digits that count, and no more. */
function digits(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return String(Number(value.toPrecision(3)));
}

export function ratioInWords({ value }: Pick<Ratio, "value">): string {
  if (!Number.isFinite(value)) return "none";
  if (value === 0) return "0";
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);
}

export function goalInWords({ goal }: Ratio["against"]): string {
  if (goal === undefined) return "";
  return `${goal.kind === "at most" ? "≤" : "≥"} ${goal.ratio}`;
}

/** All values of one side: the one that counts, the worst tenth and how far they lie apart. */
export function runsInWords(figure: Pick<Figure, "unit" | "at">, runs: readonly number[]): string {
  const value = inWords(valueOf(figure, runs), figure.unit);
  if (runs.length === 1) return value;
  const p90 = inWords(quantile(runs, 0.9), figure.unit);
  return `${value} (p90 ${p90}, spread ${shareInWords(spread(runs))})`;
}

export function shareInWords(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** A sentence with a space before it; nothing where nobody counts it. */
export function stolenInWords(stolen: number | null): string {
  if (stolen === null) return "";
  return ` Of the processors' time that was asked for in the rounds that count, other machines on the same host had ${shareInWords(stolen)}.`;
}
