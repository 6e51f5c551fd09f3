import { unescape } from "node:querystring";
import type { Environment } from "#config/environment.ts";
import { secretNames } from "#domain/configuration/ways-configuration.ts";
import type { Engine } from "#engine/engine.ts";
import { signingSecret } from "#engine/web-link.ts";

/** Every secret that this process was given and could tell, by value, so that the log can leave them out. */
export function secretsOf({
  slack,
  databaseUrl,
  secret,
  givenSecrets,
}: Environment): readonly string[] {
  const known = [
    slack.botToken,
    slack.mode === "socket" ? slack.appToken : slack.signingSecret,
    ...passwordsIn(databaseUrl),
    secret("MUSTER_WEBHOOK_TOKEN"),
    ...givenSecrets(),
  ];
  return known.filter((value) => value !== null);
}

/** What is left out or refused because its secret is missing, which nobody notices by itself. */
export function tellUnset(
  { configuration, logger }: Pick<Engine, "configuration" | "logger">,
  secret: Environment["secret"],
): void {
  const { ways, changes, web } = configuration();
  if (web.links !== undefined && signingSecret(web.links, secret) === null) {
    logger.warn(
      { variable: web.links },
      "no links to incidents are made: the secret is not set, or has less than 32 characters",
    );
  }
  for (const variable of secretNames(ways)) {
    if (secret(variable) !== null) continue;
    logger.warn({ variable }, "a way to reach people is left out: its secret is not set");
  }
  const [variable] = changes.tokens;
  if (changes.services.size === 0 || changes.tokens.some((name) => secret(name) !== null)) return;
  logger.warn({ variable }, "nobody can tell of deploys and other changes: the secret is not set");
}

/** As it stands in the address, and as the database is told it. */
function passwordsIn(databaseUrl: string | null): readonly string[] {
  const url = databaseUrl === null ? null : URL.parse(databaseUrl);
  if (url === null) return [];
  const password = url.password || (url.searchParams.get("password") ?? "");
  return password === "" ? [] : [password, unescape(password)];
}
