import { describe, expect, it } from "vitest";
import { barColour } from "#sandbox/page/blocks/attachment-colour.ts";
import { chartData } from "#sandbox/page/blocks/chart-data.ts";
import { fileSize } from "#sandbox/page/blocks/file-size.ts";
import { isLong } from "#sandbox/page/blocks/folding.ts";
import { loadable } from "#sandbox/page/blocks/picture-address.ts";
import { columnClass, isNumeric, pageOf } from "#sandbox/page/blocks/table-columns.ts";

describe("the data of a chart", () => {
  it("puts each point where its label says, whatever their order", () => {
    const block = {
      title: "Errors",
      chart: {
        type: "line",
        axis_config: { categories: ["10:00", "11:00", "12:00"], y_label: "per second" },
        series: [
          {
            name: "checkout",
            data: [
              { label: "12:00", value: -1 },
              { label: "10:00", value: 3 },
            ],
          },
        ],
      },
    };

    expect(chartData(block)).toEqual({
      kind: "line",
      title: "Errors",
      categories: ["10:00", "11:00", "12:00"],
      series: [{ name: "checkout", values: [3, null, -1] }],
      xLabel: undefined,
      yLabel: "per second",
    });
  });

  it("takes the segments of a pie as one series", () => {
    const segments = [
      { label: "Network", value: 3 },
      { label: "People", value: 1 },
    ];

    const { categories, series } = chartData({ chart: { type: "pie", segments } });

    expect(categories).toEqual(["Network", "People"]);
    expect(series).toEqual([{ name: "Value", values: [3, 1] }]);
  });

  it("refuses a kind of chart that it does not know", () => {
    expect(() => chartData({ chart: { type: "sankey" } })).toThrow("sankey");
  });
});

describe("where a picture is loaded from", () => {
  const files = new Map([
    ["F0001", { id: "F0001", permalink: "http://127.0.0.1:8081/files/B1/F0001/graph.png" }],
  ]);

  it.each([
    ["a file by its id", { slack_file: { id: "F0002" } }, "/_control/files/F0002"],
    [
      "a file by its permalink",
      { slack_file: { url: "http://127.0.0.1:8081/files/B1/F0001/graph.png" } },
      "/_control/files/F0001",
    ],
    [
      "a file by its private address",
      { image_url: "http://localhost:8081/files-pri/T01-F0003/graph.png" },
      "/_control/files/F0003",
    ],
    ["a file with a strange id", { slack_file: { id: "../log" } }, "/_control/files/..%2Flog"],
    ["the internet", { image_url: "https://example.com/graph.png" }, null],
    ["no address", { image_url: "graph.png" }, null],
  ])("%s", (_what, image, address) => {
    expect(loadable(image, files)).toBe(address);
  });
});

describe("the columns of a table", () => {
  const table = { column_settings: [{ align: "right", is_wrapped: true }] };

  it("follow their settings, and stay left and in one line without any", () => {
    expect(columnClass(table, 0)).toBe("cell-right cell-wrapped");
    expect(columnClass(table, 1)).toBe("cell-left cell-straight");
  });

  it("are numbers when everything below the header is", () => {
    const rows = [
      [{ type: "raw_text" }, { type: "raw_text" }],
      [{ type: "raw_text" }, { type: "raw_number" }],
    ];

    expect(isNumeric(rows, 0)).toBe(false);
    expect(isNumeric(rows, 1)).toBe(true);
  });

  it.each([
    [8, 3, 0, { pages: 3, from: 1, to: 4 }],
    [8, 3, 2, { pages: 3, from: 7, to: 8 }],
    [8, 3, 9, { pages: 3, from: 7, to: 8 }],
    [2, 5, 0, { pages: 1, from: 1, to: 2 }],
  ])("of %i rows with the header, %i to a page: page %i", (rows, size, page, shown) => {
    expect(pageOf(rows, size, page)).toEqual(shown);
  });
});

describe("small decisions", () => {
  it.each([
    ["x".repeat(699), false],
    ["x".repeat(700), true],
    ["1\n2\n3\n4\n5", false],
    ["1\n2\n3\n4\n5\n6", true],
  ])("folds long texts only", (text, long) => {
    expect(isLong(text)).toBe(long);
  });

  it.each([
    [12, "12 bytes"],
    [5321, "5.3 kB"],
    [53_210, "53 kB"],
    [5_321_000, "5.3 MB"],
  ])("writes %i bytes as %s", (bytes, written) => {
    expect(fileSize(bytes)).toBe(written);
  });

  it.each([
    ["#b42318", "#b42318"],
    ["b42318", "#b42318"],
    ["good", "var(--success)"],
    ["url(https://example.com)", "var(--line)"],
    [undefined, "var(--line)"],
  ])("paints the bar of %j in %s", (given, painted) => {
    expect(barColour(given)).toBe(painted);
  });
});
