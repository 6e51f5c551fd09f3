import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";

export const TWILIO = {
  accountSid: `AC${"0".repeat(32)}`,
  token: "a-twilio-token",
  from: "+15005550006",
};

/** What was asked of Twilio: the form's fields by their names. */
type TwilioRequest = {
  readonly kind: "message" | "call";
  readonly sid: string;
  readonly form: Readonly<Record<string, string>>;
};

type Refusal = { readonly status: number; readonly code?: number; readonly message?: string };

/** Twilio's REST API as far as it is used: forms in, JSON out, Basic authentication, its codes for errors. */
export type FakeTwilio = {
  readonly url: string;
  readonly requests: readonly TwilioRequest[];
  /** From now on everything is refused so; null takes it again. */
  readonly refuse: (refusal: Refusal | null) => void;
  /** From now on it hears everything and answers nothing. */
  readonly hangUp: () => void;
  /** Sends a callback, signed as Twilio signs, unless another signature is given. */
  readonly callBack: (
    at: string,
    params: Readonly<Record<string, string>>,
    options?: { readonly signedFor?: string; readonly signature?: string },
  ) => Promise<Response>;
  readonly stop: () => Promise<void>;
};

export async function startFakeTwilio(): Promise<FakeTwilio> {
  const requests: TwilioRequest[] = [];
  let refusal: Refusal | null = null;
  let hangsUp = false;
  const server = createServer((request, response) => {
    void answer(request).then(({ status, body }) => {
      if (hangsUp) {
        response.destroy();
        return;
      }
      response.writeHead(status, { "Content-Type": "application/json" });
      response.end(JSON.stringify(body));
    });
  });

  async function answer(request: IncomingMessage): Promise<{ status: number; body: object }> {
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    if (request.headers.authorization !== basic()) return refused({ status: 401, code: 20003 });
    if (refusal !== null) return refused(refusal);
    const base = `/2010-04-01/Accounts/${TWILIO.accountSid}`;
    const kind = { [`${base}/Messages.json`]: "message", [`${base}/Calls.json`]: "call" } as const;
    const asked = kind[request.url ?? ""];
    if (request.method !== "POST" || asked === undefined) {
      return refused({ status: 404, code: 20404 });
    }
    const number = String(requests.length + 1).padStart(32, "0");
    const sid = `${asked === "call" ? "CA" : "SM"}${number}`;
    requests.push({ kind: asked, sid, form });
    return { status: 201, body: { sid, status: "queued", to: form["To"], from: form["From"] } };
  }

  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    refuse: (next) => {
      refusal = next;
    },
    hangUp: () => {
      hangsUp = true;
    },
    callBack: (at, params, { signedFor = at, signature } = {}) =>
      fetch(at, {
        method: "POST",
        headers: { "X-Twilio-Signature": signature ?? sign(signedFor, params) },
        body: new URLSearchParams(params),
      }),
    stop: async () => {
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}

function refused({ status, code, message }: Refusal): { status: number; body: object } {
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  return { status, body: { code, message: message ?? "It is refused.", more_info, status } };
}

function basic(): string {
  const { accountSid, token } = TWILIO;
  return `Basic ${Buffer.from(`${accountSid}:${token}`).toString("base64")}`;
}

/** As Twilio documents it: the address, then every field by name, with the token. */
function sign(url: string, params: Readonly<Record<string, string>>): string {
  const fields = Object.keys(params)
    .toSorted()
    .map((name) => `${name}${params[name]}`);
  return createHmac("sha1", TWILIO.token)
    .update(url + fields.join(""))
    .digest("base64");
}
