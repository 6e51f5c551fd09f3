import type { Place } from "./hash.ts";
import { goTo } from "./place.ts";

/** Where Slack's kind of link to a message leads: /archives/C1/p1700000000123456?thread_ts=... */
export function archivePlace(url: URL): Partial<Place> | null {
  const found = /^\/archives\/(\w+)(?:\/p(\d{10})(\d{6}))?$/.exec(url.pathname);
  const [, channel, seconds, rest] = found ?? [];
  if (channel === undefined) return null;
  const ts = seconds === undefined ? undefined : `${seconds}.${rest}`;
  return { at: "channel", channel, ts, thread: url.searchParams.get("thread_ts") ?? undefined };
}

export function archivePath({ channel, ts, thread }: Partial<Place>): string {
  const message = ts === undefined ? "" : `/p${ts.replace(".", "")}`;
  const query = thread === undefined ? "" : `?thread_ts=${thread}&cid=${channel}`;
  return `/archives/${channel}${message}${query}`;
}

/** Links of the workspace open in this window, as the person who acts here. */
export function followArchiveLinks(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const url = new URL(link.href, location.href);
    const place = url.origin === location.origin ? archivePlace(url) : null;
    if (place === null) return;
    event.preventDefault();
    goTo(place);
  });
}
