import type { VNode } from "preact";
import { asText, type Json } from "#sandbox/json.ts";
import { fileSize } from "./file-size.ts";
import { contentOf } from "./picture-address.ts";
import { Picture } from "./picture.tsx";

/** A file that was shared in a message. */
export function FilePreview({ file }: { readonly file: Json }): VNode {
  const id = asText(file["id"]) ?? "";
  const name = asText(file["name"]) ?? id;
  const title = asText(file["title"]) ?? name;
  const isPicture = (asText(file["mimetype"]) ?? "").startsWith("image/");
  const alt = asText(file["alt_txt"]) ?? title;
  return (
    <figure class="file-preview" data-file-id={id}>
      <figcaption class="file-name">
        <a href={contentOf(id)} target="_blank" rel="noopener noreferrer">
          {title}
        </a>
        <span class="file-facts">{facts(file)}</span>
      </figcaption>
      {isPicture && <Picture image={{ slack_file: { id }, alt_text: alt }} size="full" />}
    </figure>
  );
}

function facts(file: Json): string {
  const type = asText(file["pretty_type"]) || asText(file["mimetype"]) || "file";
  const { size } = file;
  return typeof size === "number" ? `${type}, ${fileSize(size)}` : type;
}
