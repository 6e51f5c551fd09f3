import {
  CustomVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { DATA_SOURCE } from "./panels.ts";

type Words = { readonly label: string; readonly description: string };

/** One of these values; the first at the beginning. */
export function oneOf(
  name: string,
  values: readonly string[],
  { label, description }: Words,
): CustomVariableBuilder {
  const first = values[0] ?? "";
  return new CustomVariableBuilder(name)
    .label(label)
    .description(description)
    .values(values.join(","))
    .current({ selected: true, text: first, value: first })
    .options(values.map((value) => ({ selected: value === first, text: value, value })));
}

/** One of the values that Prometheus knows; `part` tells what of each is taken. */
export function asked(
  name: string,
  {
    query,
    part = "",
    label,
    description,
  }: Words & { readonly query: string; readonly part?: string },
): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(label)
    .description(description)
    .datasource(DATA_SOURCE)
    .query({ query, refId: name })
    .definition(query)
    .regex(part)
    .refresh(VariableRefresh.OnTimeRangeChanged);
}
