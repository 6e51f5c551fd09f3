import type { VNode } from "preact";
import { type Json, asText } from "#sandbox/json.ts";
import { Mrkdwn } from "./mrkdwn.tsx";
import { PlainText } from "./plain-text.tsx";

/** A text object: plain_text or mrkdwn. */
export function TextObject({ of }: { readonly of: Json }): VNode {
  const text = asText(of["text"]) ?? "";
  if (of["type"] !== "mrkdwn") return <PlainText text={text} emoji={of["emoji"] !== false} />;
  return <Mrkdwn text={text} verbatim={of["verbatim"] === true} />;
}
