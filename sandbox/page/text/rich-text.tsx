import type { VNode } from "preact";
import { type Json, asRecords, asText } from "#sandbox/json.ts";
import { RichInline } from "./rich-inline.tsx";
import { UnknownElement } from "./unknown-element.tsx";

/** A rich_text block; nothing in its words is parsed. */
export function RichText({ block }: { readonly block: Json }): VNode {
  return (
    <div class="text rich-text">
      {asRecords(block["elements"]).map((element, index) => (
        <Part key={index} of={element} />
      ))}
    </div>
  );
}

function Part({ of }: { readonly of: Json }): VNode {
  switch (of["type"]) {
    case "rich_text_section":
      return <div class="rich-section">{inlines(of)}</div>;
    case "rich_text_list":
      return <List of={of} />;
    case "rich_text_quote":
      return <blockquote data-border={border(of)}>{inlines(of)}</blockquote>;
    case "rich_text_preformatted":
      return (
        <pre data-border={border(of)} data-language={asText(of["language"])}>
          {inlines(of)}
        </pre>
      );
    default:
      return <UnknownElement of={of} />;
  }
}

function List({ of }: { readonly of: Json }): VNode {
  const items = asRecords(of["elements"]).map((element, index) => (
    <li key={index}>
      {element["type"] === "rich_text_section" ? inlines(element) : <Part of={element} />}
    </li>
  ));
  const look = { "data-indent": number(of["indent"]), "data-border": border(of) };
  if (of["style"] !== "ordered") return <ul {...look}>{items}</ul>;
  return (
    <ol {...look} start={number(of["offset"]) + 1}>
      {items}
    </ol>
  );
}

function inlines(of: Json): VNode {
  return (
    <>
      {asRecords(of["elements"]).map((element, index) => (
        <RichInline key={index} of={element} />
      ))}
    </>
  );
}

function border(of: Json): number | undefined {
  return of["border"] === 1 ? 1 : undefined;
}

function number(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
