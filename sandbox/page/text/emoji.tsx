import type { VNode } from "preact";
import { emojiOf } from "./emoji-names.ts";

type Props = {
  /** Without colons. */
  readonly name: string;
  /** Its code points, as in 1f44b-1f3fb, for a name that is not known here. */
  readonly unicode?: string | undefined;
};

/** An emoji; one that is not known stays as it was written. */
export function Emoji({ name, unicode }: Props): VNode {
  const spoken = `:${name}:`;
  const drawn = emojiOf(name) ?? fromCodePoints(unicode ?? "");
  if (drawn === null) return <>{spoken}</>;
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- An <img> cannot hold text.
    <span role="img" aria-label={spoken} title={spoken} class="emoji">
      {drawn}
    </span>
  );
}

function fromCodePoints(code: string): string | null {
  if (!/^[0-9a-f]{2,5}(?:-[0-9a-f]{2,5})*$/i.test(code)) return null;
  return String.fromCodePoint(...code.split("-").map((part) => Number.parseInt(part, 16)));
}
