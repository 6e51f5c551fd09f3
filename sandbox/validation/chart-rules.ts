import { isRecord } from "./check.ts";
import { failed, notInEnum, tooFewItems, tooManyItems } from "./flaw.ts";
import type { Flaw } from "./flaw.ts";
import type { Located } from "./walk.ts";

/** Series have different names, and each has exactly one point per category. */
export function axesFlaws({ value, pointer }: Located): readonly Flaw[] {
  const { series, axis_config: axes } = value;
  if (!Array.isArray(series) || !isRecord(axes)) return [];

  const categories = texts(axes["categories"]);
  return [
    ...repeated(names(series, "name"), `${pointer}/series`),
    ...repeated(categories, `${pointer}/axis_config/categories`),
    ...series.flatMap((one: unknown, index) =>
      pointFlaws(one, categories, `${pointer}/series/${index}/data`),
    ),
  ];
}

function pointFlaws(
  series: unknown,
  categories: readonly string[],
  pointer: string,
): readonly Flaw[] {
  const labels = isRecord(series) ? names(series["data"], "label") : [];
  const wanted = categories.length;
  if (labels.length < wanted) return [tooFewItems(pointer, wanted, labels.length)];
  if (labels.length > wanted) return [tooManyItems(pointer, wanted, labels.length)];

  const strangers = labels.flatMap((label, index) =>
    categories.includes(label) ? [] : [notInEnum(`${pointer}/${index}/label`, categories, label)],
  );
  return [...strangers, ...repeated(labels, pointer)];
}

function repeated(values: readonly string[], pointer: string): readonly Flaw[] {
  if (new Set(values).size === values.length) return [];
  return [failed(pointer, "Input contains duplicate items", "unique_items", { got: values })];
}

function names(items: unknown, property: string): readonly string[] {
  if (!Array.isArray(items)) return [];
  return texts(items.map((item: unknown) => (isRecord(item) ? item[property] : undefined)));
}

function texts(values: unknown): readonly string[] {
  if (!Array.isArray(values)) return [];
  return values.filter((value: unknown) => typeof value === "string");
}
