import { z } from "zod";
import { HttpUrl, NetworkAddress, SecretName } from "#domain/schema.ts";

const SENDER = /^([^<>\p{Cc}]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u;

const Mail = z
  .strictObject({
    host: z.string().min(1).max(255).describe("The SMTP server."),
    port: z.number().int().min(1).max(65_535).default(587).describe("The port of the SMTP server."),
    secure: z
      .boolean()
      .default(false)
      .describe(
        "TLS from the first byte, as on port 465. Without it STARTTLS is used where it is offered, and a password is sent to another machine only over it.",
      ),
    username: z
      .string()
      .min(1)
      .max(255)
      .optional()
      .describe("The user name, when it asks for one."),
    password: SecretName.optional().describe("The environment variable that holds the password."),
    from: z
      .string()
      .max(320)
      .regex(SENDER, "give an address, such as Muster <muster@example.com>")
      .describe("Whom the mail comes from."),
  })
  .refine(({ username, password }) => (username === undefined) === (password === undefined), {
    message: "username and password belong together",
    params: { fix: "give both, or neither when the server lets you in without" },
  });

const Twilio = z.strictObject({
  accountSid: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/, "give the Account SID, which starts with AC")
    .describe("The Account SID, from Twilio's console."),
  tokens: z
    .array(SecretName)
    .min(1)
    .max(2)
    .describe(
      "The environment variable that holds the Auth Token, which also proves that a callback is Twilio's. Two while one replaces the other: the first is used, both are believed.",
    ),
  from: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, "give a number with its country, such as +4930123456")
    .describe("The number, bought from Twilio, that calls and texts come from."),
  apiUrl: HttpUrl.optional().describe(
    "Twilio's API, when it is not `https://api.twilio.com`, such as the one of another region.",
  ),
});

const Webhook = z.strictObject({
  secret: SecretName.describe(
    "The environment variable that holds the secret that signs what is posted.",
  ),
  privateNetworks: z
    .array(NetworkAddress)
    .default([])
    .describe(
      "Addresses and networks that are not public and may be posted to all the same, such as that of a pager inside: people give the addresses, and through Muster nobody shall reach what only its machine reaches.",
    ),
});

/** What reaches people outside Slack. Their numbers and addresses are theirs, and never stand in a file. */
export const Ways = z
  .strictObject({
    mail: Mail.optional().describe("E-mail, by SMTP."),
    twilio: Twilio.optional().describe("Calls and text messages, by Twilio."),
    webhook: Webhook.optional().describe("A signed request to an address that the person gives."),
  })
  .prefault({});
export type Ways = z.output<typeof Ways>;

/** For each way that needs a secret the names of the environment variables, any of which will do. */
export function secretsOfWays({ mail, twilio, webhook }: Ways): readonly (readonly string[])[] {
  const names = [mail?.password, twilio?.tokens, webhook?.secret];
  return names.filter((name) => name !== undefined).map((name) => [name].flat());
}
