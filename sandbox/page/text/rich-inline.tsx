import type { VNode } from "preact";
import { type Json, asJson, asText } from "#sandbox/json.ts";
import { ColorSwatch } from "./color-swatch.tsx";
import { Emoji } from "./emoji.tsx";
import { LinkOut } from "./link-out.tsx";
import {
  BroadcastMention,
  ChannelMention,
  TeamMention,
  UserMention,
  UsergroupMention,
} from "./mentions.tsx";
import { SlackDate } from "./slack-date.tsx";
import { UnknownElement } from "./unknown-element.tsx";

/** What stands in a line of a rich_text block. */
export function RichInline({ of }: { readonly of: Json }): VNode {
  return styled(<Inner of={of} />, asJson(of["style"]));
}

function Inner({ of }: { readonly of: Json }): VNode {
  switch (of["type"]) {
    case "text":
      return <>{words(of, "text")}</>;
    case "link":
      return <LinkOut href={words(of, "url")}>{words(of, "text") || words(of, "url")}</LinkOut>;
    case "emoji":
      return <Emoji name={emojiName(of)} unicode={asText(of["unicode"])} />;
    case "date":
      return <DateInline of={of} />;
    case "color":
      return <ColorSwatch value={words(of, "value")} />;
    default:
      return <MentionInline of={of} />;
  }
}

function MentionInline({ of }: { readonly of: Json }): VNode {
  switch (of["type"]) {
    case "user":
      return <UserMention id={words(of, "user_id")} />;
    case "usergroup":
      return <UsergroupMention id={words(of, "usergroup_id")} />;
    case "channel":
      return <ChannelMention id={words(of, "channel_id")} />;
    case "team":
      return <TeamMention id={words(of, "team_id")} />;
    case "broadcast":
      return <BroadcastMention range={words(of, "range")} />;
    default:
      return <UnknownElement of={of} />;
  }
}

function DateInline({ of }: { readonly of: Json }): VNode {
  const unix = of["timestamp"];
  return (
    <SlackDate
      unix={typeof unix === "number" ? unix : Number.NaN}
      tokens={words(of, "format")}
      link={asText(of["url"])}
      fallback={words(of, "fallback") || words(of, "format")}
    />
  );
}

function emojiName(of: Json): string {
  const name = words(of, "name");
  const tone = of["skin_tone"];
  return typeof tone === "number" && tone > 1 ? `${name}::skin-tone-${tone}` : name;
}

function words(of: Json, field: string): string {
  return asText(of[field]) ?? "";
}

function styled(inner: VNode, style: Json): VNode {
  let shown = inner;
  if (style["code"] === true) shown = <code>{shown}</code>;
  if (style["strike"] === true) shown = <s>{shown}</s>;
  if (style["underline"] === true) shown = <u>{shown}</u>;
  if (style["italic"] === true) shown = <em>{shown}</em>;
  if (style["bold"] === true) shown = <strong>{shown}</strong>;
  return shown;
}
