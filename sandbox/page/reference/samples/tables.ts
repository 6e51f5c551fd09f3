import type { Json } from "#sandbox/json.ts";
import { rich, type Sample, words } from "#sandbox/page/reference/sample.ts";

function cell(text: string): Json {
  return { type: "raw_text", text };
}

function amount(value: number): Json {
  return { type: "raw_number", value, text: String(value) };
}

const SERVICES = ["checkout", "search", "login", "payments", "mail", "images", "queue"];

export const tables: readonly Sample[] = [
  {
    title: "table",
    note: "Columns may be aligned and wrapped.",
    blocks: [
      {
        type: "table",
        column_settings: [{ is_wrapped: true }, { align: "center" }, { align: "right" }],
        rows: [
          [cell("Step"), cell("Who"), cell("Minutes")],
          [cell("Roll back the last deployment and watch the error rate"), cell("Anna"), cell("5")],
          [rich(words("Tell customers", { bold: true })), cell("Ben"), cell("10")],
        ],
      },
    ],
  },
  {
    title: "data_table",
    note: "With a caption, and page by page.",
    blocks: [
      {
        type: "data_table",
        caption: "Error budget left, by service",
        page_size: 3,
        row_header_column_index: 0,
        rows: [
          [cell("Service"), cell("Left, %")],
          ...SERVICES.map((name, index) => [cell(name), amount(90 - 11 * index)]),
        ],
      },
    ],
  },
];
