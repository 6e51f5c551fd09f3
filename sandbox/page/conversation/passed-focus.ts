/** Whoever wrote has lost the field in which they did, and the next one may not be there yet. */
let isOwed = false;

/** What had the focus is gone: the conversation's field takes it, as soon as there is one. */
export function passFocusOn(): void {
  isOwed = true;
  requestAnimationFrame(takeFocus);
}

/** Not from anything that people have gone to meanwhile. */
export function takeFocus(): void {
  if (!isOwed) return;
  const field = document.querySelector<HTMLElement>("main .composer textarea");
  if (document.activeElement === document.body) field?.focus();
  isOwed = document.activeElement === document.body;
}
