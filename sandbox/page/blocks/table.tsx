import type { VNode } from "preact";
import { asList, asRecords, type Json } from "#sandbox/json.ts";
import { Cell } from "./cell.tsx";
import { Scrolling } from "./scrolling.tsx";
import { columnClass } from "./table-columns.ts";

/** A table; Slack sets off its first row. */
export function Table({ block }: { readonly block: Json }): VNode {
  const [header = [], ...rows] = asList(block["rows"]).map(asRecords);
  return (
    <Scrolling label="Table">
      <table class="table">
        <thead>
          <tr>
            {header.map((cell, column) => (
              <th key={column} scope="col" class={columnClass(block, column)}>
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} class={columnClass(block, column)}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}
