import { axisBelow, heightAt, LEFT, levelAt, type Mark, type Panel, RIGHT } from "./panel.ts";
import { box } from "./svg.ts";

/** Bars beside each other, of parts on top of each other. */
export type Bars = {
  readonly heading: string;
  /** What the parts of each bar stand for, from the ground up. */
  readonly marks: readonly Mark[];
  readonly groups: readonly (readonly Bar[])[];
  /** Words below, evenly spread. */
  readonly labels: readonly string[];
};

/** As high as each of its parts, in the order of the marks. */
type Bar = readonly number[];

/** Between the parts of a bar, so that they are told apart without their colours. */
const SEAM = 2;
const FILLED = 0.72;

export function barsPanel({ heading, marks, groups, labels }: Bars): Panel {
  const highest = niceCeiling(Math.max(0, ...groups.flat().map(sumOf)));
  return {
    heading,
    legend: marks,
    draw: (top) =>
      [
        ...levelsOf(highest).map((value) => levelAt(top, value / highest, String(value))),
        ...groups.map((group, index) => drawGroup(group, { top, highest, marks, ...slot(index) })),
        axisBelow(top, labels),
      ].join("\n"),
  };

  function slot(index: number): Slot {
    const width = (RIGHT - LEFT) / groups.length;
    return { x: LEFT + width * (index + (1 - FILLED) / 2), width: width * FILLED };
  }
}

type Slot = { readonly x: number; readonly width: number };
type Place = Slot & Pick<Bars, "marks"> & { readonly top: number; readonly highest: number };

function drawGroup(group: readonly Bar[], place: Place): string {
  const width = place.width / group.length;
  return group
    .map((bar, index) => drawBar(bar, { ...place, x: place.x + index * width, width }))
    .join("\n");
}

function drawBar(bar: Bar, { top, highest, marks, x, width }: Place): string {
  let below = 0;
  const parts: string[] = [];
  for (const [index, value] of bar.entries()) {
    const color = marks[index]?.color;
    if (color === undefined || value <= 0) continue;
    const [from, to] = [below, below + value].map((height) => heightAt(top, height / highest));
    below += value;
    if (from === undefined || to === undefined) continue;
    const height = Math.max(SEAM, from - to - SEAM);
    parts.push(box({ x: x + SEAM / 2, y: to, width: width - SEAM, height }, color));
  }
  return parts.join("\n");
}

/** One, two or five times a power of ten, and not less than two: half of it is a whole number or left out. */
export function niceCeiling(value: number): number {
  if (value <= 2) return 2;
  const unit = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((one) => one * unit >= value) ?? 10;
  return step * unit;
}

function levelsOf(highest: number): readonly number[] {
  return Number.isInteger(highest / 2) ? [0, highest / 2, highest] : [0, highest];
}

function sumOf(bar: Bar): number {
  return bar.reduce((sum, value) => sum + value, 0);
}
