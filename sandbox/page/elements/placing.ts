type Box = {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
};
type Size = { readonly width: number; readonly height: number };

const GAP = 4;
const MARGIN = 8;

/** Below its anchor, or above when there is more room; never over the window's sides. */
export function placed(
  anchor: Box,
  panel: Size,
  window: Size,
): { readonly left: number; readonly top: number } {
  const below = window.height - anchor.bottom;
  const goesBelow = below >= panel.height + GAP + MARGIN || below >= anchor.top;
  const top = goesBelow ? anchor.bottom + GAP : anchor.top - panel.height - GAP;
  const rightmost = window.width - panel.width - MARGIN;
  return { top, left: Math.max(MARGIN, Math.min(anchor.left, rightmost)) };
}
