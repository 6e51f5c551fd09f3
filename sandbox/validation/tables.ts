import { blockId } from "./composition.ts";
import { richText } from "./rich-text.ts";
import { boolean, integer, list, number, oneOf, record, string, tagged, typed } from "./shape.ts";

const rawText = typed("raw_text", { text: string({ min: 1 }) });
const rawNumber = typed("raw_number", { value: number(), text: string({ min: 1 }) });

const columnSettings = record({}, { align: oneOf("left", "center", "right"), is_wrapped: boolean });

/** The SDK types `raw_number` here too, but Slack refused it when it was tried. */
const tableCell = tagged({ raw_text: rawText, rich_text: richText });

export const table = typed(
  "table",
  { rows: list(list(tableCell, { min: 1, max: 20 }), { min: 1, max: 100 }) },
  { block_id: blockId, column_settings: list(columnSettings, { max: 20 }) },
);

const dataCell = tagged({ raw_text: rawText, raw_number: rawNumber, rich_text: richText });

/** 101 rows with the header; one source says 201, and the smaller one is safe. */
export const dataTable = typed(
  "data_table",
  {
    caption: string({ min: 1 }),
    rows: list(list(dataCell, { min: 1, max: 20 }), { min: 2, max: 101 }),
  },
  {
    block_id: blockId,
    page_size: integer({ min: 1, max: 100 }),
    row_header_column_index: integer({ min: 0, max: 19 }),
  },
);
