import { z } from "zod";
import { IsoDuration, SecretName, Slug } from "#domain/schema.ts";

/** What is older is no cause that anybody looks for at night. */
const MOST_DAYS = 7;

const Name = z
  .string()
  .max(300)
  .regex(
    /^[^\s@]+(@\S.*)?$/,
    "name a repository, a project or an application, such as acme/checkout or acme/checkout@production",
  )
  .meta({ title: "name" });

/** Who tells of deploys and other changes, and whose services they concern. */
export const Changes = z
  .strictObject({
    tokens: z
      .array(SecretName)
      .min(1)
      .max(2)
      .default(["MUSTER_WEBHOOK_TOKEN"])
      .describe(
        "Environment variables that hold the secret of `/hooks/changes`: the token, or what GitHub signs with; two while one replaces the other.",
      ),
    username: z
      .string()
      .min(1)
      .default("changes")
      .describe(
        "The user name, when the sender uses Basic authentication with a token as the password.",
      ),
    lookBack: IsoDuration.refine(
      (duration) => duration.as("days") <= MOST_DAYS,
      "look back for a week at most: P7D",
    )
      .prefault("PT6H")
      .describe("How long before the start of impact a change still stands on the card."),
    services: z
      .record(Slug, z.array(Name))
      .default({})
      .transform((byService) => new Map(Object.entries(byService)))
      .describe(
        "For each service what GitHub, GitLab and Argo CD call it: repositories (`acme/checkout`), projects and applications; with `@` and the name of an environment, only what goes there.",
      ),
  })
  .prefault({});
export type Changes = z.output<typeof Changes>;
