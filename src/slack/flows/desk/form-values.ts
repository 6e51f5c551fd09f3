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
