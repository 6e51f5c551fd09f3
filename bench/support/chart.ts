import { PALETTE } from "#charts/palette.ts";
import { WIDTH } from "#charts/plot.ts";
import { box, text } from "#charts/svg.ts";
import { type Ratio, ratiosOf, type Result } from "./figure.ts";
import { inWords, ratioInWords } from "./words.ts";

const MARGIN = 28;
const TOP = 20;
const ROW = 104;
const BAR = 20;
const SMALL = 18;
/** Beyond the longest bar its value is written. */
const LONGEST = WIDTH - 2 * MARGIN - 300;
const THINNEST = 2;

/** Two bars for each ratio, as long as what was measured: Muster's and the one beside it. */
export function chartOf({ figures }: Result): string {
  const ratios = ratiosOf(figures);
  const height = TOP * 2 + ROW * ratios.length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="DejaVu Sans">`,
    box({ x: 0, y: 0, width: WIDTH, height }, PALETTE.card),
    ...ratios.map((ratio, index) => drawRatio(ratio, TOP + index * ROW)),
    "</svg>\n",
  ].join("\n");
}

function drawRatio(ratio: Ratio, top: number): string {
  const { figure, against, ours, theirs } = ratio;
  const unit = LONGEST / Math.max(ours, theirs, Number.MIN_VALUE);
  const bars = [
    { value: ours, name: "Muster", color: PALETTE.line },
    { value: theirs, name: against.name, color: PALETTE.mild },
  ];
  const heading = text(`${figure.what}: ${ratioInWords(ratio)}`, MARGIN, top + SMALL, {
    size: SMALL,
    bold: true,
  });
  const drawn = bars.map(({ value, name, color }, index) => {
    const y = top + SMALL + 12 + index * (BAR + 8);
    const width = Math.max(THINNEST, value * unit);
    const words = text(
      `${name}, ${inWords(value, figure.unit)}`,
      MARGIN + width + 10,
      y + BAR - 4,
      { size: SMALL - 2, color: PALETTE.quiet },
    );
    return `${box({ x: MARGIN, y, width, height: BAR }, color)}\n${words}`;
  });
  return [heading, ...drawn].join("\n");
}
