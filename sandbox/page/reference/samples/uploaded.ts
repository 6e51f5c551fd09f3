import { asText, type Json } from "#sandbox/json.ts";
import { plain, type Sample } from "#sandbox/page/reference/sample.ts";

/** A picture of the workspace, as soon as somebody has uploaded one. */
export function uploaded(files: ReadonlyMap<string, Json>): readonly Sample[] {
  const picture = [...files.values()].find((file) =>
    (asText(file["mimetype"]) ?? "").startsWith("image/"),
  );
  if (picture === undefined) return [];
  const alt_text = asText(picture["alt_txt"]) ?? "An uploaded picture";
  const slack_file = { id: picture["id"] };
  return [
    {
      title: "Uploaded picture",
      note: "The first one in this workspace: as a block and as a file.",
      blocks: [{ type: "image", slack_file, alt_text, title: plain("As a block") }],
      files: [picture],
    },
  ];
}
