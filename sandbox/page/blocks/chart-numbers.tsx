import type { VNode } from "preact";
import { type ChartData, shareOf } from "./chart-data.ts";

/** The numbers of a chart, for those who do not see it. */
export function ChartNumbers({ data }: { readonly data: ChartData }): VNode {
  const { kind, title, categories, series, xLabel, yLabel } = data;
  return (
    <div class="visually-hidden">
      <table>
        <caption>{yLabel === undefined ? title : `${title} (${yLabel})`}</caption>
        <thead>
          <tr>
            <th scope="col">{xLabel ?? "Category"}</th>
            {series.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            {kind === "pie" && <th scope="col">Share</th>}
          </tr>
        </thead>
        <tbody>
          {categories.map((category, index) => (
            <tr key={category}>
              <th scope="row">{category}</th>
              {series.map(({ name, values }) => (
                <td key={name}>{values[index] ?? "no value"}</td>
              ))}
              {kind === "pie" && <td>{shareOf(series[0], index)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
