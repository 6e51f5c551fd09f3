import { decoded } from "./entities.ts";
import type { DateNode, MrkdwnNode } from "./mrkdwn-node.ts";
import { safeLink } from "./safe-link.ts";

/** How the words of a link are read. */
type ReadLabel = (label: string) => readonly MrkdwnNode[];

/** What <inside> means; null when it is nothing of Slack's, so that it stays text. */
export function readAngle(inside: string, readLabel: ReadLabel): MrkdwnNode | null {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : inside.slice(bar + 1);
  return command(target, label) ?? mention(target, label) ?? link(target, label, readLabel);
}

function mention(target: string, label: string | undefined): MrkdwnNode | null {
  const named = label === undefined || label === "" ? {} : { label: decoded(label) };
  const user = /^@([UW][A-Z0-9]+)$/.exec(target)?.[1];
  if (user !== undefined) return { kind: "user", id: user, ...named };
  const channel = /^#([CGD][A-Z0-9]+)$/.exec(target)?.[1];
  if (channel !== undefined) return { kind: "channel", id: channel, ...named };
  const usergroup = /^!subteam\^(S[A-Z0-9]+)$/.exec(target)?.[1];
  if (usergroup !== undefined) return { kind: "usergroup", id: usergroup, ...named };
  return null;
}

function command(target: string, label: string | undefined): MrkdwnNode | null {
  const range = /^!(here|channel|everyone)$/.exec(target)?.[1];
  if (range !== undefined) return { kind: "broadcast", range };
  return target.startsWith("!date^") ? date(target, label) : null;
}

function date(words: string, label = ""): DateNode | null {
  const [, unix = "", tokens = "", address] = words.split("^");
  if (!/^\d{1,12}$/.test(unix) || tokens === "") return null;
  const href = address === undefined ? null : safeLink(decoded(address));
  const shown = { tokens: decoded(tokens), fallback: decoded(label) };
  return { kind: "date", unix: Number(unix), ...shown, ...(href === null ? {} : { link: href }) };
}

function link(target: string, label: string | undefined, readLabel: ReadLabel): MrkdwnNode | null {
  const href = safeLink(decoded(target));
  if (href === null || (/\s/.test(href) && !href.startsWith("mailto:"))) return null;
  if (label !== undefined && label !== "") return { kind: "link", href, nodes: readLabel(label) };
  return { kind: "link", href, nodes: [{ kind: "text", text: href.replace(/^mailto:/i, "") }] };
}
