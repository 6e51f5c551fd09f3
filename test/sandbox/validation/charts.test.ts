import { describe, expect, it } from "vitest";
import { many, toldOf, x } from "./cases.ts";
import type { Case, Json } from "./cases.ts";

const days = ["Mon", "Tue"];

function points(labels: readonly string[]): readonly Json[] {
  return labels.map((label) => ({ label, value: -1.5 }));
}

function series(name: string, labels: readonly string[] = days): Json {
  return { name, data: points(labels) };
}

function chart(payload: Json, title = "Error budget"): Json {
  return { type: "data_visualization", title, chart: payload };
}

function lines(all: readonly Json[], axes: Json = {}): Json {
  return chart({ type: "line", series: all, axis_config: { categories: days, ...axes } });
}

function pie(...segments: readonly Json[]): Json {
  return chart({ type: "pie", segments });
}

const half = { label: "burned", value: 0.5 };
const twenty = many(20, (index) => `day ${index}`);
const more = many(21, (index) => `day ${index}`);

const cases: readonly Case[] = [
  {
    rule: "a chart is a line, bar, area or pie",
    good: chart({ type: "area", series: [series("a")], axis_config: { categories: days } }),
    bad: chart({ type: "donut", segments: [half] }),
    says: ["unsupported type: donut @/chart/type"],
  },
  {
    rule: "a chart has a title of at most 50 characters",
    good: chart({ type: "pie", segments: [half] }, x(50)),
    bad: chart({ type: "pie", segments: [half] }, x(51)),
    says: ["must be less than 51 characters @/title"],
  },
  {
    rule: "a chart has an axis",
    good: lines([series("a")]),
    bad: chart({ type: "bar", series: [series("a")] }),
    says: ["missing required field: axis_config @/chart"],
  },
  {
    rule: "a chart has at most 6 series",
    good: lines(many(6, (index) => series(`${index}`))),
    bad: lines(many(7, (index) => series(`${index}`))),
    says: ["no more than 6 items allowed @/chart/series"],
  },
  {
    rule: "a chart has a series",
    good: lines([series("a")]),
    bad: lines([]),
    says: ["must provide at least 1 items @/chart/series"],
  },
  {
    rule: "a series' name has at most 20 characters",
    good: lines([series(x(20))]),
    bad: lines([series(x(21))]),
    says: ["must be less than 21 characters @/chart/series/0/name"],
  },
  {
    rule: "series have different names",
    good: lines([series("a"), series("b")]),
    bad: lines([series("a"), series("a")]),
    says: ["Input contains duplicate items @/chart/series"],
  },
  {
    rule: "a chart has at most 20 categories",
    good: lines([series("a", twenty)], { categories: twenty }),
    bad: lines([series("a", twenty)], { categories: more }),
    says: ["no more than 20 items allowed @/chart/axis_config/categories"],
  },
  {
    rule: "a category has at most 20 characters",
    good: lines([series("a", [x(20)])], { categories: [x(20)] }),
    bad: lines([series("a", [x(20)])], { categories: [x(21)] }),
    says: ["must be less than 21 characters @/chart/axis_config/categories/0"],
  },
  {
    rule: "categories differ",
    good: lines([series("a")]),
    bad: lines([series("a", ["Mon", "Tue"])], { categories: ["Mon", "Tue", "Mon"] }),
    says: [
      "Input contains duplicate items @/chart/axis_config/categories",
      "must provide at least 3 items @/chart/series/0/data",
    ],
  },
  {
    rule: "a series has a point for each category",
    good: lines([series("a")]),
    bad: lines([series("a", ["Mon"])]),
    says: ["must provide at least 2 items @/chart/series/0/data"],
  },
  {
    rule: "a series has no more points than there are categories",
    good: lines([series("a")]),
    bad: lines([series("a", ["Mon", "Tue", "Wed"])]),
    says: ["no more than 2 items allowed @/chart/series/0/data"],
  },
  {
    rule: "a point belongs to a category",
    good: lines([series("a", ["Tue", "Mon"])]),
    bad: lines([series("a", ["Mon", "Wed"])]),
    says: ["must be a valid enum value @/chart/series/0/data/1/label"],
  },
  {
    rule: "a category has one point per series",
    good: lines([series("a")]),
    bad: lines([series("a", ["Mon", "Mon"])]),
    says: ["Input contains duplicate items @/chart/series/0/data"],
  },
  {
    rule: "a value is a number",
    good: lines([series("a")]),
    bad: lines([{ name: "a", data: [{ label: "Mon", value: "1" }] }]),
    says: ["must provide a number @/chart/series/0/data/0/value"],
  },
  {
    rule: "an axis label has at most 50 characters",
    good: lines([series("a")], { x_label: x(50), y_label: x(50) }),
    bad: lines([series("a")], { x_label: x(51), y_label: x(51) }),
    says: [
      "must be less than 51 characters @/chart/axis_config/x_label",
      "must be less than 51 characters @/chart/axis_config/y_label",
    ],
  },
  {
    rule: "a point's label has at most 20 characters",
    good: lines([series("a")]),
    bad: lines([series("a", ["Mon", x(21)])]),
    says: ["must be less than 21 characters @/chart/series/0/data/1/label"],
  },
  {
    rule: "a segment's label has at most 20 characters",
    good: pie({ ...half, label: x(20) }),
    bad: pie({ ...half, label: x(21) }),
    says: ["must be less than 21 characters @/chart/segments/0/label"],
  },
  {
    rule: "a pie has at most 6 segments",
    good: pie(...many(6, () => half)),
    bad: pie(...many(7, () => half)),
    says: ["no more than 6 items allowed @/chart/segments"],
  },
  {
    rule: "a segment is larger than nothing",
    good: pie(half),
    bad: pie({ label: "burned", value: 0 }),
    says: ["must be greater than 0 @/chart/segments/0/value"],
  },
];

describe("charts", () => {
  it.each(cases)("$rule", ({ good, bad, says }) => {
    expect(toldOf(good)).toEqual([]);
    expect(toldOf(bad)).toEqual(says);
  });
});
