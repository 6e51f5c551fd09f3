import { pino, type DestinationStream, type Logger } from "pino";
import { prettyFactory } from "pino-pretty";

export type { Logger };

export type LoggerOptions = {
  readonly level: "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";
  /** For people at a terminal; programs read the JSON lines. */
  readonly pretty?: boolean;
  /** Secrets known by value, asked for at each line; they never reach it, wherever they stand. */
  readonly secrets?: () => readonly string[];
  readonly destination?: DestinationStream;
};

const CENSORED = "[redacted]";
const SECRET_FIELDS =
  /"([\w-]*(?:authorization|cookie|token|secret|password|credential)s?)":(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\])/gi;
const SLACK_TOKENS = /\b(?:xox[a-z]|xapp)(?:\.xox[a-z])?-[\w-]+/g;
const AUTHORIZATION_VALUES = /\b(Bearer|Basic|Token) [\w+/.~-]{8,}=*/g;
const URL_CREDENTIALS = /(\w:\/\/)[^/\s"\\@]+@/g;
const PATH_TOKENS = /(\/(?:hooks\/[^/\s"\\?]+|calendar|acknowledge)\/)[^/\s"\\?]+/g;
/** Of links that open an incident, and of what Twilio calls back. */
const QUERY_TOKENS = /([?&](?:key|token)=)[^&\s"\\]+/g;

/** What a database says of a statement that failed has its values: what people wrote, what alerts said. */
const WITH_VALUES = ["params", "detail", "where", "internalQuery"].flatMap((field) => [
  `err.${field}`,
  `err.aggregateErrors[*].${field}`,
]);

/** A logger whose every line is cleared of secrets just before it is written, at any depth and inside error texts too. */
export function createLogger(options: LoggerOptions): Logger {
  const { secrets = nothing } = options;
  const show = options.pretty === true ? prettyFactory({}) : asItIs;
  const settings = {
    level: options.level,
    base: null,
    redact: { paths: WITH_VALUES, remove: true },
    hooks: { streamWrite: (line: string) => show(redact(line, secrets())) },
  };
  return pino(settings, options.destination ?? pino.destination());
}

function asItIs(line: string): string {
  return line;
}

function nothing(): readonly string[] {
  return [];
}

function redact(line: string, secrets: readonly string[]): string {
  const known = secrets.filter(isTelling).map(escapedForJson);
  const withoutKnown = known.reduce((text, secret) => text.replaceAll(secret, CENSORED), line);
  return withoutKnown
    .replaceAll(SECRET_FIELDS, `"$1":"${CENSORED}"`)
    .replaceAll(SLACK_TOKENS, CENSORED)
    .replaceAll(AUTHORIZATION_VALUES, `$1 ${CENSORED}`)
    .replaceAll(URL_CREDENTIALS, `$1${CENSORED}@`)
    .replaceAll(PATH_TOKENS, `$1${CENSORED}`)
    .replaceAll(QUERY_TOKENS, `$1${CENSORED}`);
}

/** Short ones, such as the demo's, are words that would be cut out of every other sentence. */
function isTelling(secret: string): boolean {
  return secret.length >= 8;
}

/** A secret as it looks inside a JSON string. */
function escapedForJson(secret: string): string {
  return JSON.stringify(secret).slice(1, -1);
}
