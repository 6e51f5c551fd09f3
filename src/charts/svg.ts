import { escapeHtml } from "#domain/html.ts";
import { PALETTE } from "./palette.ts";

/** Readable when the image is shown half as wide, as on a phone. */
export const FONT_SIZE = 24;

/** What DejaVu Sans surely has; the rest would be a row of boxes. */
const DRAWABLE = /[^\u0020-\u024F\u2010-\u2026]/gu;

type Look = {
  readonly size?: number;
  readonly bold?: true;
  readonly anchor?: "start" | "middle" | "end";
  readonly color?: string;
};

export function text(words: string, x: number, y: number, look: Look = {}): string {
  const { size = FONT_SIZE, bold, anchor = "start", color = PALETTE.text } = look;
  const weight = bold === true ? ' font-weight="bold"' : "";
  const drawable = escapeHtml(words.replaceAll(DRAWABLE, "?"));
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}"${weight} text-anchor="${anchor}" fill="${color}">${drawable}</text>`;
}

/** How wide words can be at most, in the regular face. */
export function widestOf(words: string): number {
  const wide = words.match(/[A-Zmw@%&\u0080-\uFFFF]/gu)?.length ?? 0;
  return FONT_SIZE * (wide + 0.64 * (words.length - wide));
}

type Ends = { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number };

export function line({ x1, y1, x2, y2 }: Ends, color: string, dashes = ""): string {
  const dashed = dashes === "" ? "" : ` stroke-dasharray="${dashes}"`;
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${color}" stroke-width="2"${dashed}/>`;
}

type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export function box({ x, y, width, height }: Box, fill: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${fill}"/>`;
}

type Stroke = { readonly color: string; readonly dashes?: string };

/** Lines through points, one for each run of them. */
export function curve(
  runs: readonly (readonly { readonly x: number; readonly y: number }[])[],
  { color, dashes = "" }: Stroke = { color: PALETTE.line },
): string {
  const path = runs
    .map((run) =>
      run.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join(""),
    )
    .join("");
  const dashed = dashes === "" ? "" : ` stroke-dasharray="${dashes}"`;
  return `<path d="${path}" fill="none" stroke="${color}"${dashed} stroke-width="4" stroke-linejoin="round" stroke-linecap="round"/>`;
}

/** So that the same data are the same image, on every machine. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
