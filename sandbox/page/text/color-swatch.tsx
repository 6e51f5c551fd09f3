import type { VNode } from "preact";

/** A colour as its value and a small field of it. */
export function ColorSwatch({ value }: { readonly value: string }): VNode {
  const isColor = /^#[0-9a-f]{3,8}$/i.test(value);
  return (
    <span class="color-value">
      {isColor && <span class="color-swatch" aria-hidden style={{ backgroundColor: value }} />}
      {value}
    </span>
  );
}
