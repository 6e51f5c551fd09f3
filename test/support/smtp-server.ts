import { once } from "node:events";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { type Mail, readMail } from "#demo/mailbox/read-mail.ts";

type ReceivedMail = Mail & {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | null;
  /** As it came over the wire. */
  readonly raw: string;
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
