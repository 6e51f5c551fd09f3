import type { ComponentChildren, VNode } from "preact";
import { hashOf, moved, type Place } from "./hash.ts";
import { listOpen } from "./panes.ts";
import { place } from "./place.ts";
import type { Unread } from "./unread.ts";

type Props = {
  readonly to: Partial<Place>;
  readonly unread?: Unread | undefined;
  /** Everything here is said to this person, so every message counts like a mention. */
  readonly isDirect?: boolean;
  readonly children: ComponentChildren;
};

/** A link, so that it can also be opened in another window. */
export function PlaceLink({ to, unread, isDirect = false, children }: Props): VNode {
  const here = place.value;
  const isHere = to.at === here.at && (to.channel ?? here.channel) === here.channel;
  return (
    <a
      class={unread === undefined ? "place-link" : "place-link place-link-unread"}
      href={hashOf(moved({ user: here.user, at: "channel" }, to))}
      aria-current={isHere ? "page" : undefined}
      // The way back to where one is already changes no address.
      onClick={() => {
        listOpen.value = false;
      }}
    >
      <span class="place-link-name">{children}</span>
      {unread !== undefined && <Badge unread={unread} isDirect={isDirect} />}
    </a>
  );
}

function Badge({
  unread: { count, mentions, atLeast },
  isDirect,
}: {
  readonly unread: Unread;
  readonly isDirect: boolean;
}): VNode {
  const calls = isDirect || mentions > 0;
  return (
    <span class={calls ? "badge badge-calls" : "badge"}>
      {mentions > 0 && !isDirect && <span aria-hidden="true">@</span>}
      {count}
      {atLeast && "+"}
      <span class="visually-hidden">
        {" unread"}
        {mentions > 0 && `, ${mentions} for you`}
      </span>
    </span>
  );
}
