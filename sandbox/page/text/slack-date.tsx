import type { VNode } from "preact";
import { zone } from "#sandbox/page/frame/zone.ts";
import { useNow } from "./clock.ts";
import { changesWithTime, dateText } from "./date-text.ts";
import { LinkOut } from "./link-out.tsx";

type Props = {
  readonly unix: number;
  readonly tokens: string;
  readonly link?: string | undefined;
  readonly fallback: string;
};

/** A moment as the viewer's own clock shows it. */
export function SlackDate({ unix, tokens, link, fallback }: Props): VNode {
  const now = useNow(changesWithTime(tokens));
  const text = dateText(tokens, unix, { zone: zone.value, now });
  if (text === null) return <span>{fallback}</span>;
  const at = new Date(unix * 1000);
  const time = (
    <time dateTime={at.toISOString()} title={at.toUTCString().replace("GMT", "UTC")}>
      {text}
    </time>
  );
  return link === undefined ? time : <LinkOut href={link}>{time}</LinkOut>;
}
