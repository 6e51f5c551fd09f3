import type { View } from "#sandbox/live/wire.ts";
import { act } from "#sandbox/page/live/control.ts";
import { modals } from "#sandbox/page/live/store.ts";

/** The view on top, as by its close button. Throws Refused. */
export async function closeTop(view: View): Promise<void> {
  await act("close", { view_id: view.id });
}

/** The whole stack, as by the cross in the corner. Throws Refused. */
export async function closeAll(stack: readonly View[]): Promise<void> {
  const [top, ...below] = stack.toReversed();
  if (top === undefined) return;
  await closeTop(top);
  // It took the others with it.
  if (top["clear_on_close"] === true) return;
  await closeAll(below.toReversed());
}

/** The app or another window may have closed it meanwhile. */
export function isOpen({ id }: View): boolean {
  return [...modals.peek().values()].flat().some((view) => view.id === id);
}
