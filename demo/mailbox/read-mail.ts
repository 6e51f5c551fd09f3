/** A mail as its reader sees it. */
export type Mail = {
  /** By lower-case name, unfolded and decoded. */
  readonly headers: ReadonlyMap<string, string>;
  /** The parts' contents by type, decoded. */
  readonly parts: ReadonlyMap<string, string>;
};

/** As much of the standards as mails from Muster need. */
export function readMail(raw: string): Mail {
  const { headers, body } = split(raw);
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get("content-type") ?? "")?.[1];
  if (boundary === undefined) return { headers, parts: new Map([partOf(raw)]) };
  const parts = body.split(`--${boundary}`).slice(1, -1);
  return { headers, parts: new Map(parts.map((part) => partOf(part.replace(/^\r\n/, "")))) };
}

function partOf(raw: string): [string, string] {
  const { headers, body } = split(raw);
  const type = (headers.get("content-type") ?? "text/plain").split(";")[0] ?? "";
  return [type, decode(body, headers.get("content-transfer-encoding") ?? "7bit")];
}

function split(raw: string): { headers: ReadonlyMap<string, string>; body: string } {
  const end = raw.indexOf("\r\n\r\n");
  const lines = raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, " ")
    .split("\r\n");
  const headers = lines.map((line): [string, string] => {
    const [name = "", ...value] = line.split(":");
    return [name.toLowerCase(), decodeWords(value.join(":").trim())];
  });
  return { headers: new Map(headers), body: raw.slice(end + 4) };
}

/** RFC 2047, as in `=?UTF-8?Q?=C2=B7?=`. */
function decodeWords(value: string): string {
  return value
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_, encoding: string, word: string) =>
      encoding.toUpperCase() === "B"
        ? Buffer.from(word, "base64").toString()
        : decode(word.replaceAll("_", " "), "quoted-printable"),
    );
}

function decode(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString();
  if (encoding !== "quoted-printable") return body;
  const bytes = body
    .replaceAll(/=\r?\n/g, "")
    .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
}
