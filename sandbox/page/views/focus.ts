const FIELDS = "input, textarea, select, [role='combobox'], [contenteditable='true']";

/** Where a person begins: at the first input, else at the title. */
export function focusStart(form: HTMLElement | null): void {
  const first = form?.querySelector<HTMLElement>(`.modal-body :is(${FIELDS}):not(:disabled)`);
  (first ?? titleIn(form))?.focus();
}

/** Somebody is busy in the view: beyond its title, or where the app put the cursor. */
export function hasFocus(form: HTMLElement | null): boolean {
  return form?.querySelector(":is(.modal-body, .modal-foot) :focus") !== null;
}

export function focusFirstError(
  form: HTMLElement | null,
  errors: Readonly<Record<string, string>>,
): void {
  const blocks = [...(form?.querySelectorAll<HTMLElement>("[data-block-id]") ?? [])];
  const wrong = blocks.find(({ dataset }) => Object.hasOwn(errors, dataset["blockId"] ?? ""));
  wrong?.querySelector<HTMLElement>(`${FIELDS}, button, [tabindex]`)?.focus();
}

function titleIn(form: HTMLElement | null): HTMLElement | null {
  return form?.querySelector<HTMLElement>(".modal-title h2") ?? null;
}
