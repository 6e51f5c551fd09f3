import { PALETTE } from "./palette.ts";
import { WIDTH } from "./plot.ts";
import { box, FONT_SIZE, line, text, widestOf } from "./svg.ts";

/** One of several things that a picture shows, with its own axes. */
export type Panel = {
  readonly heading: string;
  readonly legend: readonly Mark[];
  /** Draws what lies between the top and `PANEL_HEIGHT` below it, and the words under it. */
  readonly draw: (top: number) => string;
};

/** What a colour or a kind of line stands for; never told by the colour alone. */
export type Mark = { readonly name: string; readonly color: string; readonly dashes?: string };

export type Card = {
  /** The conclusion. */
  readonly headline: string;
  readonly subtitle: string;
  readonly panels: readonly Panel[];
};

const PANEL_HEIGHT = 190;
export const LEFT = 116;
export const RIGHT: number = WIDTH - 28;

const MARGIN = 28;
const FIRST_TOP = 130;
const HEADING = 34;
const LEGEND_ROW = 36;
/** So that the highest label does not touch the legend. */
const CLEARANCE = 14;
const AXIS = 62;
const SWATCH = 30;
const GAP = 26;
const NAME_LENGTH = 30;

/** The picture as SVG, as high as its panels need. */
export function drawCard({ headline, subtitle, panels }: Card): string {
  const tops = panels.reduce<readonly number[]>(
    (all, panel) => [...all, (all.at(-1) ?? 0) + heightOf(panel)],
    [FIRST_TOP],
  );
  const height = tops.at(-1) ?? FIRST_TOP;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="DejaVu Sans">`,
    `<rect x="1" y="1" width="${WIDTH - 2}" height="${height - 2}" rx="12" fill="${PALETTE.card}" stroke="${PALETTE.edge}" stroke-width="2"/>`,
    text(fitted(headline, 1.15), MARGIN, 54, { size: 30, bold: true }),
    text(fitted(subtitle, 1), MARGIN, 94, { color: PALETTE.quiet }),
    ...panels.map((panel, index) => drawPanel(panel, tops[index] ?? 0)),
    "</svg>",
  ].join("\n");
}

/** Where on the way from the bottom (0) to the top (1) of a panel something lies. */
export function heightAt(top: number, share: number): number {
  return top + PANEL_HEIGHT * (1 - Math.min(1, Math.max(0, share)));
}

/** A line across the panel with its words. */
export function levelAt(top: number, share: number, label: string): string {
  const y = heightAt(top, share);
  const ends = { x1: LEFT, y1: y, x2: RIGHT, y2: y };
  const words = text(label, LEFT - 12, y + FONT_SIZE / 3, { anchor: "end", color: PALETTE.quiet });
  return `${line(ends, PALETTE.grid)}\n${words}`;
}

/** When the panel begins, its middle and its end, or as many words as there are, each below its part. */
export function axisBelow(top: number, labels: readonly string[]): string {
  const width = (RIGHT - LEFT) / labels.length;
  return labels
    .map((label, index) => {
      const x = LEFT + width * (index + 0.5);
      const y = top + PANEL_HEIGHT + 34;
      return text(label, x, y, { anchor: "middle", color: PALETTE.quiet });
    })
    .join("\n");
}

function drawPanel(panel: Panel, top: number): string {
  const rows = legendRows(panel.legend);
  const plotTop = top + HEADING + rows.length * LEGEND_ROW + CLEARANCE;
  return [
    text(panel.heading, MARGIN, top + 20, { bold: true }),
    ...rows.map((row, index) => drawLegend(row, top + HEADING + index * LEGEND_ROW + 18)),
    panel.draw(plotTop),
  ].join("\n");
}

function heightOf({ legend }: Panel): number {
  return HEADING + legendRows(legend).length * LEGEND_ROW + CLEARANCE + PANEL_HEIGHT + AXIS;
}

type Placed = Mark & { readonly x: number };

/** As many in a row as there is room for. */
function legendRows(marks: readonly Mark[]): readonly (readonly Placed[])[] {
  const rows: Placed[][] = [];
  let x = MARGIN;
  for (const mark of marks) {
    const width = SWATCH + widestOf(shortened(mark.name)) + GAP;
    const row = rows.at(-1);
    if (row === undefined || x + width > RIGHT) {
      rows.push([{ ...mark, x: MARGIN }]);
      x = MARGIN + width;
    } else {
      row.push({ ...mark, x });
      x += width;
    }
  }
  return rows;
}

function drawLegend(row: readonly Placed[], y: number): string {
  return row
    .map(({ name, color, dashes, x }) => {
      const words = text(shortened(name), x + SWATCH, y, { color: PALETTE.quiet });
      if (dashes === undefined) {
        return `${box({ x, y: y - 17, width: 20, height: 18 }, color)}\n${words}`;
      }
      return `${line({ x1: x, y1: y - 8, x2: x + 24, y2: y - 8 }, color, dashes)}\n${words}`;
    })
    .join("\n");
}

function shortened(name: string): string {
  return name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH - 1)}…` : name;
}

function fitted(words: string, scale: number): string {
  const room = (RIGHT - MARGIN) / scale;
  if (widestOf(words) <= room) return words;
  let length = words.length;
  while (length > 0 && widestOf(`${words.slice(0, length)}…`) > room) length -= 1;
  return `${words.slice(0, length)}…`;
}
