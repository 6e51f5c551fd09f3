import { blockId } from "./composition.ts";
import { filled, list, number, record, string, tagged, typed } from "./shape.ts";
import type { RecordShape } from "./shape.ts";

const segment = record({ label: filled(20), value: number({ above: 0 }) });
const point = record({ label: filled(20), value: number() });

/** 6 series and 6 segments; other sources say 12, and the smaller one is safe. */
const series = record({ name: filled(20), data: list(point) });

const axes = record(
  { categories: list(filled(20), { min: 1, max: 20 }) },
  { x_label: string({ max: 50 }), y_label: string({ max: 50 }) },
);

/** https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
export const dataVisualization = typed(
  "data_visualization",
  {
    title: filled(50),
    chart: tagged({
      line: plotted("line"),
      bar: plotted("bar"),
      area: plotted("area"),
      pie: typed("pie", { segments: list(segment, { min: 1, max: 6 }) }),
    }),
  },
  { block_id: blockId },
);

function plotted(type: string): RecordShape {
  return typed(type, { series: list(series, { min: 1, max: 6 }), axis_config: axes });
}
