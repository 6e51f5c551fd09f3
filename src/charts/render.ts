import { join } from "node:path";
import type { RenderedImage, ResvgRenderOptions } from "@resvg/resvg-js";

const FONTS = join(import.meta.dirname, "fonts");
const OPTIONS: ResvgRenderOptions = {
  fitTo: { mode: "zoom", value: 2 },
  // A container has none of its own, and woff files would be left out without a word.
  font: {
    loadSystemFonts: false,
    fontFiles: [join(FONTS, "DejaVuSans.ttf"), join(FONTS, "DejaVuSans-Bold.ttf")],
    defaultFontFamily: "DejaVu Sans",
  },
};

/** SVG as PNG, twice as large so that it is sharp; off the main thread. */
export async function renderPng(svg: string): Promise<Uint8Array> {
  return (await render(svg)).asPng();
}

/** Whether text in images appears, in both weights: without a font it is missing without an error. */
export async function textAppears(): Promise<boolean> {
  const weights = ["normal", "bold"];
  const seen = await Promise.all(weights.map((weight) => hasInk(weight)));
  return seen.every(Boolean);
}

async function hasInk(weight: string): Promise<boolean> {
  const words = `<text y="20" font-size="20" font-weight="${weight}" font-family="DejaVu Sans">Muster</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="26">${words}</svg>`;
  const { pixels } = await render(svg);
  return pixels.some((value) => value > 0);
}

/** Loaded when something is drawn: without its native part, which npm may leave out, everything else goes on. */
async function render(svg: string): Promise<RenderedImage> {
  const { renderAsync } = await import("@resvg/resvg-js");
  return await renderAsync(svg, OPTIONS);
}
