import type { VNode } from "preact";
import { asList, asRecords, asText, type Json } from "#sandbox/json.ts";
import { webAddress } from "#sandbox/page/elements/web-address.ts";
import { Mrkdwn } from "#sandbox/page/text/mrkdwn.tsx";
import { PlainText } from "#sandbox/page/text/plain-text.tsx";
import { SlackDate } from "#sandbox/page/text/slack-date.tsx";
import { Folded } from "./folded.tsx";
import { NotDrawn } from "./not-drawn.tsx";
import { Picture } from "./picture.tsx";

type Props = { readonly attachment: Json };

/** An attachment as apps wrote them before blocks. */
export function LegacyAttachment({ attachment }: Props): VNode {
  const isBare = !["pretext", "author_name", "title", "text", "fields"].some(
    (it) => it in attachment,
  );
  const text = asText(attachment[isBare ? "fallback" : "text"]);
  const image = asText(attachment["image_url"]) ?? asText(attachment["thumb_url"]);
  const { actions } = attachment;
  return (
    <div class="legacy">
      <Part attachment={attachment} name="pretext" />
      <Linked attachment={attachment} name="author_name" link="author_link" />
      <Linked attachment={attachment} name="title" link="title_link" />
      {text !== undefined && (
        <Folded text={text}>
          <Words attachment={attachment} name="text" text={text} />
        </Folded>
      )}
      <Fields attachment={attachment} />
      {image !== undefined && (
        <Picture image={{ image_url: image, alt_text: "Attached image" }} size="full" />
      )}
      {Array.isArray(actions) && <NotDrawn type="legacy actions" json={{ actions }} />}
      <Footer attachment={attachment} />
    </div>
  );
}

type PartProps = Props & { readonly name: string };

function Part({ attachment, name }: PartProps): VNode | null {
  const text = asText(attachment[name]);
  if (text === undefined) return null;
  return (
    <div class={`legacy-${name}`}>
      <Words attachment={attachment} name={name} text={text} />
    </div>
  );
}

/** Pretext and text are marked up by themselves; the rest where `mrkdwn_in` says so. */
function Words({ attachment, name, text }: PartProps & { readonly text: string }): VNode {
  const marked = asList(attachment["mrkdwn_in"] ?? ["pretext", "text"]);
  return marked.includes(name) ? <Mrkdwn text={text} /> : <PlainText text={text} />;
}

function Linked({ attachment, name, link }: PartProps & { readonly link: string }): VNode | null {
  const text = asText(attachment[name]);
  if (text === undefined) return null;
  const address = webAddress(attachment[link]);
  return (
    <div class={`legacy-${name}`}>
      {address === null ? (
        <PlainText text={text} />
      ) : (
        <a href={address} target="_blank" rel="noopener noreferrer">
          <PlainText text={text} />
        </a>
      )}
    </div>
  );
}

function Fields({ attachment }: Props): VNode | null {
  const fields = asRecords(attachment["fields"]);
  if (fields.length === 0) return null;
  return (
    <div class="section-fields">
      {fields.map((field, index) => (
        <div key={index} class={field["short"] === true ? undefined : "legacy-long"}>
          <strong>{asText(field["title"])}</strong>
          <div>
            <Words attachment={attachment} name="fields" text={asText(field["value"]) ?? ""} />
          </div>
        </div>
      ))}
    </div>
  );
}

function Footer({ attachment }: Props): VNode | null {
  const footer = asText(attachment["footer"]);
  const unix = Number(attachment["ts"] ?? Number.NaN);
  if (footer === undefined && Number.isNaN(unix)) return null;
  return (
    <div class="legacy-footer">
      {footer !== undefined && <PlainText text={footer} />}
      {!Number.isNaN(unix) && (
        <SlackDate
          unix={unix}
          tokens="{date_short_pretty} {time}"
          fallback={new Date(unix * 1000).toISOString()}
        />
      )}
    </div>
  );
}
