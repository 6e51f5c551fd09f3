import { z } from "zod";
import { IsoDuration, NetworkAddress, SecretName } from "#domain/schema.ts";

/** Who may read incidents in a browser, beside whoever sits at the machine itself. */
export const Web = z
  .strictObject({
    local: z
      .boolean()
      .optional()
      .describe(
        "Whether whoever asks by a loopback address reads every incident. Unless it is set they do while neither `publicUrl` leads elsewhere nor `proxies` has a loopback address: behind a proxy on this machine all the world asks by one.",
      ),
    links: z
      .array(SecretName)
      .max(2)
      .default([])
      .describe(
        "The environment variable that holds the secret with which links to incidents are signed, 32 characters or more. Whoever has such a link can read that one incident. Two while one replaces the other: the first signs, both open.",
      ),
    linksLast: IsoDuration.prefault("P7D").describe(
      "How long a link opens its incident, at least.",
    ),
    header: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,100}$/, "a header is letters, digits and -")
      .optional()
      .describe(
        "The header in which a proxy in front says whom it let in, such as `X-Forwarded-User`. They can read every incident.",
      ),
    proxies: z
      .array(NetworkAddress)
      .default([])
      .describe("Where those proxies are: from any other address the header counts for nothing."),
  })
  .refine(({ header, proxies }) => header === undefined || proxies.length > 0, {
    message: "anybody could send that header",
    path: ["proxies"],
    params: { fix: "list the addresses of the proxies that set it" },
  })
  .prefault({});
export type Web = z.output<typeof Web>;
