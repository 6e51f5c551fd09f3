import { renderPng } from "./render.ts";

/** More would take the processor from pages and cards. */
const AT_ONCE = 2;

const waiting: (() => void)[] = [];
let drawing = 0;

/** An image of the chart; whoever comes third waits for one of the two before. */
export async function drawPng(svg: string): Promise<Uint8Array> {
  if (drawing >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else drawing += 1;
  try {
    return await renderPng(svg);
  } finally {
    // Whoever waits takes the place over.
    const next = waiting.shift();
    if (next === undefined) drawing -= 1;
    else next();
  }
}
