import { DateTime } from "luxon";

/** What was filled into a form: by block, then by element; both are named as the field is. */
export type FormValues = Readonly<
  Record<
    string,
    Readonly<
      Record<
        string,
        {
          readonly value?: string | null;
          readonly selected_option?: { readonly value?: string } | null;
          readonly selected_user?: string | null;
          readonly selected_date_time?: number | null;
          readonly selected_options?: readonly { readonly value?: string }[] | null;
        }
      >
    >
  >
>;

/** The words typed into a field, without space around them; empty when there are none. */
export function typedIn(values: FormValues, name: string): string {
  return (values[name]?.[name]?.value ?? "").trim();
}

/** What was chosen in a field; empty when nothing was. */
export function chosenIn(values: FormValues, name: string): string {
  return values[name]?.[name]?.selected_option?.value ?? "";
}

/** Whom somebody chose in a field, as Slack's id; null for nobody. */
export function memberIn(values: FormValues, name: string): string | null {
  return values[name]?.[name]?.selected_user ?? null;
}

/** The moment that was chosen in a field, by the clock of whoever chose; null when none was. */
export function momentIn(values: FormValues, name: string): DateTime | null {
  const seconds = values[name]?.[name]?.selected_date_time ?? null;
  return seconds === null ? null : DateTime.fromSeconds(seconds, { zone: "utc" });
}

/** Whether a box of a field was ticked. */
export function isTicked(values: FormValues, name: string, box: string): boolean {
  return (values[name]?.[name]?.selected_options ?? []).some(({ value }) => value === box);
}
