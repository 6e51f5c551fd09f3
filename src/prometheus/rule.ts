type Words = Readonly<Record<string, string>>;

/** A rule as Prometheus reads it. */
export type Rule =
  | { readonly record: string; readonly expr: string; readonly labels: Words }
  | {
      readonly alert: string;
      readonly expr: string;
      /** How long it must be so; not at all, when left out. */
      readonly for?: string;
      readonly labels: Words;
      readonly annotations: Words;
    };

/** Rules that are worked out one after another: what one records the next ones read. */
export type RuleGroup = { readonly name: string; readonly rules: readonly Rule[] };
