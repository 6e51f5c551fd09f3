import { isJson, type Json, parseJson } from "#sandbox/json.ts";
import { refusal, SlackError } from "#sandbox/workspace/slack-error.ts";

export type DecodedRequest = { readonly args: Json; readonly warnings: readonly string[] };

// These arguments are JSON even when the rest is a form.
const JSON_ARGUMENTS = new Set([
  "attachments",
  "blocks",
  "changes",
  "document_content",
  "files",
  "message",
  "metadata",
  "view",
]);

/** Query and body together; a JSON body counts only for methods that read one. */
export async function decodeRequest(
  request: Request,
  method: string,
  readsJson: boolean,
): Promise<DecodedRequest> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  if (request.method === "GET") return { args: withJson(query, method), warnings: [] };
  const type = request.headers.get("content-type") ?? "";
  const body = await decodeBody(request, type, readsJson);
  return { args: withJson({ ...query, ...body }, method), warnings: charsetWarnings(type) };
}

async function decodeBody(request: Request, type: string, readsJson: boolean): Promise<Json> {
  const kind = (type.split(";", 1)[0] ?? "").trim().toLowerCase();
  switch (kind) {
    case "application/x-www-form-urlencoded":
      return Object.fromEntries(new URLSearchParams(await request.text()));
    case "multipart/form-data":
      return Object.fromEntries(await formOf(request));
    case "application/json":
      return readsJson ? jsonOf(await request.text()) : {};
    case "":
      if ((await request.text()) !== "") throw new SlackError("missing_post_type");
      return {};
    default:
      throw new SlackError("invalid_post_type");
  }
}

async function formOf(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw new SlackError("invalid_form_data");
  }
}

function jsonOf(text: string): Json {
  if (text === "") return {};
  const value = parseJson(text);
  if (value === undefined) throw new SlackError("invalid_json");
  if (!isJson(value)) throw new SlackError("json_not_object");
  return value;
}

function withJson(args: Json, method: string): Json {
  const entries = Object.entries(args).map(([name, value]) => {
    const isText = JSON_ARGUMENTS.has(name) && typeof value === "string" && value !== "";
    return [name, isText ? decoded(name, value, method) : value] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}

function decoded(name: string, text: string, method: string): unknown {
  const value = parseJson(text);
  if (value !== undefined) return value;
  if (name === "message") return text;
  if (name === "blocks" && method.startsWith("chat.")) {
    throw new SlackError("invalid_blocks_format");
  }
  if (name === "metadata") throw new SlackError("invalid_metadata_format");
  throw refusal("invalid_arguments", `invalid JSON in ${name}`);
}

function charsetWarnings(type: string): readonly string[] {
  const hasCharset = /;\s*charset=/i.test(type);
  if (/^application\/json/i.test(type) && !hasCharset) return ["missing_charset"];
  if (/^application\/x-www-form-urlencoded/i.test(type) && hasCharset) {
    return ["superfluous_charset"];
  }
  return [];
}
