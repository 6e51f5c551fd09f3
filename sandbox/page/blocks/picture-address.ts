import { asJson, asText, type Json } from "#sandbox/json.ts";

type Files = ReadonlyMap<string, Json>;

/** The path of a file's content in the workspace: /files-pri/TEAM-FILE/name. */
const PRIVATE_PATH = /^\/files-pri\/[A-Z0-9]+-(F[A-Z0-9]+)\//;

/** Where the page may load a picture from; null for one on the internet, of which it loads nothing. */
export function loadable(image: Json, files: Files): string | null {
  const file = asJson(image["slack_file"]);
  const address = asText(file["url"]) ?? asText(image["image_url"]);
  const id = asText(file["id"]) ?? (address === undefined ? null : fileAt(address, files));
  return id === null ? null : contentOf(id);
}

/** Where the page loads the content of a file. */
export function contentOf(fileId: string): string {
  return `/_control/files/${encodeURIComponent(fileId)}`;
}

/** The address as the app gave it. */
export function givenAddress(image: Json): string | null {
  const file = asJson(image["slack_file"]);
  return asText(file["url"]) ?? asText(image["image_url"]) ?? null;
}

function fileAt(address: string, files: Files): string | null {
  const known = [...files].find(([, file]) =>
    [file["url_private"], file["url_private_download"], file["permalink"]].includes(address),
  );
  if (known !== undefined) return known[0];
  const named = URL.canParse(address) ? PRIVATE_PATH.exec(new URL(address).pathname) : null;
  return named?.[1] ?? null;
}
