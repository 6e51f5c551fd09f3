import type { VNode } from "preact";

type Props = { readonly user: string; readonly size: number };

/** The name always stands beside it. */
export function Avatar({ user, size }: Props): VNode {
  const source = `/avatars/${encodeURIComponent(user)}.svg`;
  return <img class="avatar" src={source} alt="" width={size} height={size} />;
}
