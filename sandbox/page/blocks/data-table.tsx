import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asList, asRecords, asText, type Json } from "#sandbox/json.ts";
import { Cell } from "./cell.tsx";
import { Scrolling } from "./scrolling.tsx";
import { isNumeric, pageOf } from "./table-columns.ts";

const DEFAULT_PAGE_SIZE = 5;

/** A table of data with a caption, shown page by page. */
export function DataTable({ block }: { readonly block: Json }): VNode {
  const [page, setPage] = useState(0);
  const caption = asText(block["caption"]) ?? "";
  const rows = asList(block["rows"]).map(asRecords);
  const size = Number(block["page_size"] ?? DEFAULT_PAGE_SIZE);
  const { pages, from, to } = pageOf(rows.length, size, page);
  return (
    <div class="data-table">
      <Scrolling label={caption}>
        <table class="table">
          <caption>{caption}</caption>
          <thead>
            <tr>
              {rows[0]?.map((cell, column) => (
                <th key={column} scope="col" class={alignment(rows, column)}>
                  <Cell cell={cell} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(from, to).map((row, index) => (
              <Row key={from + index} block={block} rows={rows} row={row} />
            ))}
          </tbody>
        </table>
      </Scrolling>
      {pages > 1 && <Pager page={page} pages={pages} onTurn={setPage} />}
    </div>
  );
}

type RowProps = {
  readonly block: Json;
  readonly rows: readonly (readonly Json[])[];
  readonly row: readonly Json[];
};

function Row({ block, rows, row }: RowProps): VNode {
  const named = block["row_header_column_index"] ?? 0;
  return (
    <tr>
      {row.map((cell, column) =>
        column === named ? (
          <th key={column} scope="row" class={alignment(rows, column)}>
            <Cell cell={cell} />
          </th>
        ) : (
          <td key={column} class={alignment(rows, column)}>
            <Cell cell={cell} />
          </td>
        ),
      )}
    </tr>
  );
}

type PagerProps = {
  readonly page: number;
  readonly pages: number;
  readonly onTurn: (page: number) => void;
};

function Pager({ page, pages, onTurn }: PagerProps): VNode {
  return (
    <div class="pager">
      <button
        type="button"
        class="button button-small"
        disabled={page === 0}
        onClick={() => onTurn(page - 1)}
      >
        Previous
      </button>
      <output>{`Page ${page + 1} of ${pages}`}</output>
      <button
        type="button"
        class="button button-small"
        disabled={page + 1 >= pages}
        onClick={() => onTurn(page + 1)}
      >
        Next
      </button>
    </div>
  );
}

function alignment(rows: readonly (readonly Json[])[], column: number): string {
  return isNumeric(rows, column) ? "cell-right" : "cell-left";
}
