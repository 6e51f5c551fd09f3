import { once } from "node:events";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

type ReceivedMail = {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | null;
  /** As it came over the wire. */
  readonly raw: string;
  /** Headers by lower-case name, unfolded and decoded as far as tests need. */
  readonly headers: ReadonlyMap<string, string>;
  /** The parts' contents by type, decoded. */
  readonly parts: ReadonlyMap<string, string>;
};

/** A mail server that speaks real SMTP on this machine. */
export type FakeSmtp = {
  readonly port: number;
  readonly received: readonly ReceivedMail[];
  /** From now on recipients are refused with this code; null takes them again. */
  readonly refuse: (code: number | null) => void;
  readonly stop: () => Promise<void>;
};

export type SmtpLogin = { readonly user: string; readonly password: string };

export async function startFakeSmtp(login: SmtpLogin | null = null): Promise<FakeSmtp> {
  const received: ReceivedMail[] = [];
  let refusal: number | null = null;
  const server = new SMTPServer({
    authOptional: login === null,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    onAuth: ({ username, password }, _session, answer) => {
      if (username === login?.user && password === login?.password)
        answer(null, { user: username });
      else answer(coded(535, "no such user"));
    },
    onRcptTo: ({ address }, _session, answer) => {
      if (refusal === null) answer();
      else answer(coded(refusal, `${address} is refused`));
    },
    onData: (stream, { envelope, user }, answer) => {
      void text(stream).then((raw) => {
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address);
        received.push({ from, to, user: user ?? null, raw, ...readMail(raw) });
        answer();
      });
    },
  });
  // A client that goes away in the middle is no fault of the test.
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    port: address.port,
    received,
    refuse: (code) => {
      refusal = code;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function coded(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

function readMail(raw: string): Pick<ReceivedMail, "headers" | "parts"> {
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
