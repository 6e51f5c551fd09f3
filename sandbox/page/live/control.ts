import { asText, isJson, type Json } from "#sandbox/json.ts";
import { viewerId } from "./store.ts";

/** The workspace refused; the message is for the person at the keyboard. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly answer: Json;

  constructor(message: string, answer: Json) {
    super(message);
    this.answer = answer;
  }
}

/** Acts as the person of this window. Throws Refused. */
export function act(kind: string, given: Json): Promise<Json> {
  return control(kind, { user: viewerId.value, ...given });
}

/** Calls the sandbox's controls. Throws Refused, also when the sandbox is away. */
export async function control(path: string, given?: Json): Promise<Json> {
  const answer = await ask(path, given);
  if (answer["ok"] === true) return answer;
  const words = asText(answer["message"]) ?? asText(answer["error"]) ?? "The sandbox refused.";
  throw new Refused(words, answer);
}

async function ask(path: string, given: Json | undefined): Promise<Json> {
  try {
    const response = await fetch(`/_control/${path}`, given === undefined ? {} : posted(given));
    const answer: unknown = await response.json();
    return isJson(answer) ? answer : {};
  } catch {
    throw new Refused("The sandbox does not answer. Is it still running?", {});
  }
}

function posted(body: Json): RequestInit {
  const headers = { "content-type": "application/json" };
  return { method: "POST", headers, body: JSON.stringify(body) };
}
