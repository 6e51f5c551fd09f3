import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart as Drawing,
  Filler,
  Legend,
  LineController,
  LineElement,
  LinearScale,
  PieController,
  PointElement,
  Tooltip,
} from "chart.js";
import type { VNode } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Json } from "#sandbox/json.ts";
import { coloursAt, onThemeChange } from "./chart-colours.ts";
import { chartConfig } from "./chart-config.ts";
import { type ChartData, chartData } from "./chart-data.ts";
import { ChartNumbers } from "./chart-numbers.tsx";

/** A data_visualization, with its numbers as a table for those who do not see it. */
export function Chart({ block }: { readonly block: Json }): VNode {
  const data = useMemo(() => chartData(block), [block]);
  const canvas = useDrawing(data);
  return (
    <figure class="chart" data-chart={data.kind}>
      <figcaption class="chart-title">{data.title}</figcaption>
      <div class="chart-frame">
        {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- It is drawn, not loaded. */}
        <canvas ref={canvas} role="img" aria-label={`${data.kind} chart: ${data.title}`} />
      </div>
      <ChartNumbers data={data} />
    </figure>
  );
}

/** Keeps the drawing in step with the data and with the page's colours. */
function useDrawing(data: ChartData): { current: HTMLCanvasElement | null } {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let drawing = draw(canvas.current, data);
    const stop = onThemeChange(() => {
      drawing?.destroy();
      drawing = draw(canvas.current, data);
    });
    return () => {
      stop();
      drawing?.destroy();
    };
  }, [data]);
  return canvas;
}

function draw(canvas: HTMLCanvasElement | null, data: ChartData): Drawing | undefined {
  const place = canvas?.parentElement;
  if (!canvas || !place) return undefined;
  // Only what these four kinds need; registering twice does no harm.
  Drawing.register(LineController, BarController, PieController, LineElement, PointElement);
  Drawing.register(BarElement, ArcElement, CategoryScale, LinearScale, Filler, Legend, Tooltip);
  return new Drawing(canvas, chartConfig(data, coloursAt(place)));
}
