import type { VNode } from "preact";
import { asText, type Json } from "#sandbox/json.ts";
import { Emoji } from "#sandbox/page/text/emoji.tsx";
import { safeLink } from "#sandbox/page/text/safe-link.ts";

export function BookmarksBar({ bookmarks }: { readonly bookmarks: readonly Json[] }): VNode | null {
  if (bookmarks.length === 0) return null;
  return (
    <nav class="bookmarks" aria-label="Bookmarks">
      {bookmarks.map((bookmark) => (
        <Bookmark key={bookmark["id"]} bookmark={bookmark} />
      ))}
    </nav>
  );
}

function Bookmark({ bookmark }: { readonly bookmark: Json }): VNode {
  const link = asText(bookmark["link"]) ?? "";
  const title = asText(bookmark["title"]) ?? link;
  const emoji = asText(bookmark["emoji"])?.replaceAll(":", "") ?? "";
  const shown = (
    <>
      {emoji !== "" && <Emoji name={emoji} />} {title}
    </>
  );
  if (safeLink(link) === null) return <span class="bookmark">{shown}</span>;
  return (
    <a class="bookmark" href={link} target="_blank" rel="noopener noreferrer">
      {shown}
    </a>
  );
}
