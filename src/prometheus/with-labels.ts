type Labels = Readonly<Record<string, string>>;

/** The one of several budgets that is meant; what the query does not group by, such as an alert's other labels, says nothing. */
export function withLabels<Labelled extends { readonly labels: Labels }>(
  all: readonly Labelled[],
  wanted: Labels,
): Labelled | null {
  return (
    all.find(({ labels }) => {
      return Object.entries(labels).every(([name, value]) => wanted[name] === value);
    }) ?? null
  );
}
