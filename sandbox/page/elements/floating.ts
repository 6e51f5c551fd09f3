import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { placed } from "./placing.ts";

/** Shows a panel above everything else, beside its anchor, for as long as it is rendered. */
export function useFloating<Panel extends HTMLElement>(
  anchor: RefObject<HTMLElement | null>,
): RefObject<Panel | null> {
  const panel = useRef<Panel>(null);
  useLayoutEffect(() => {
    function place(): void {
      moveBeside(anchor.current, panel.current);
    }
    panel.current?.showPopover();
    place();
    addEventListener("scroll", place, { capture: true, passive: true });
    addEventListener("resize", place);
    return () => {
      removeEventListener("scroll", place, { capture: true });
      removeEventListener("resize", place);
    };
  }, [anchor]);
  // It may have grown or shrunk.
  useLayoutEffect(() => moveBeside(anchor.current, panel.current));
  return panel;
}

function moveBeside(anchor: HTMLElement | null, panel: HTMLElement | null): void {
  if (anchor === null || panel === null) return;
  const box = anchor.getBoundingClientRect();
  panel.style.minWidth = `${Math.min(box.width, innerWidth - 16)}px`;
  const size = { width: panel.offsetWidth, height: panel.offsetHeight };
  const { left, top } = placed(box, size, { width: innerWidth, height: innerHeight });
  panel.style.left = `${left}px`;
  panel.style.top = `${top}px`;
}
