import type { VNode } from "preact";
import { homes, viewerId } from "#sandbox/page/live/store.ts";

/** The app's Home tab as the viewer sees it. */
export function HomeTab(): VNode {
  const view = homes.value.get(viewerId.value ?? "");
  return view === undefined ? <p>The app has not drawn this Home.</p> : <p>{view.id}</p>;
}
