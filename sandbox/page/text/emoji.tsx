import type { VNode } from "preact";
import { emojiOf } from "./emoji-names.ts";

/** An emoji by its name without colons; an unknown one stays as written. */
export function Emoji({ name }: { readonly name: string }): VNode {
  const unicode = emojiOf(name);
  if (unicode === null) return <>:{name}:</>;
  const spoken = `:${name}:`;
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- An <img> cannot hold text.
    <span role="img" aria-label={spoken} title={spoken} class="emoji">
      {unicode}
    </span>
  );
}
