import { once } from "node:events";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { readMail } from "./read-mail.ts";

export type ReceivedMail = {
  readonly to: string;
  readonly subject: string;
  /** Where its reader acknowledges; null when it carries no link. */
  readonly link: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
};

/** Takes the mails of everybody at Larder, which are beside the chat to read. */
export type Mailbox = {
  readonly port: number;
  /** Newest first. */
  readonly newest: (count: number) => readonly ReceivedMail[];
  readonly stop: () => Promise<void>;
};

/** Listens on any free port: only Muster needs to know it. */
export async function startMailbox(now: () => number): Promise<Mailbox> {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    onData: (stream, { envelope }, answer) => {
      const to = envelope.rcptTo.map(({ address }) => address).join(", ");
      text(stream)
        .then((raw) => received.push({ to, ...linkAndSubject(raw), at: now() }))
        .then(() => answer(), answer);
    },
  });
  // Whoever hangs up in the middle sends it again.
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("The mailbox has no port.");
  return {
    port: address.port,
    newest: (count) => received.slice(-count).toReversed(),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function linkAndSubject(raw: string): Pick<ReceivedMail, "link" | "subject"> {
  const { headers, parts } = readMail(raw);
  const [link = null] = /https?:\S+\/acknowledge\/\S+/.exec(parts.get("text/plain") ?? "") ?? [];
  return { link, subject: headers.get("subject") ?? "" };
}
