import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Json } from "#sandbox/json.ts";
import { useSurface } from "#sandbox/page/blocks/surface.ts";

/** In a modal an app may say where the cursor stands at first. */
export function useFocusOnLoad<Target extends HTMLElement>(
  element: Json,
): RefObject<Target | null> {
  const target = useRef<Target>(null);
  const { kind } = useSurface();
  const wanted = kind === "modal" && element["focus_on_load"] === true;
  useEffect(() => {
    if (wanted) target.current?.focus();
  }, [wanted]);
  return target;
}
