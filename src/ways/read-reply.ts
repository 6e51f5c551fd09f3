/** What somebody wrote back to a text message. */
export type Reply =
  | { readonly kind: "acknowledge" | "escalate"; readonly incident: number | "all" | null }
  | { readonly kind: "unclear" };

const REPLY =
  /^(?<word>acknowledge|ack|ok|okay|a|escalate|esc|e)(?:[\s:,-]*(?:inc[\s-]*|#)?(?<which>\d{1,9}|all))?[\s.!]*$/i;

/** "A", "ack 12", "ok INC-12", "e", "A all". */
export function readReply(text: string): Reply {
  const { word, which } = REPLY.exec(text.trim())?.groups ?? {};
  if (word === undefined) return { kind: "unclear" };
  const kind = word.toLowerCase().startsWith("e") ? "escalate" : "acknowledge";
  return { kind, incident: whichIncident(which) };
}

function whichIncident(which: string | undefined): number | "all" | null {
  if (which === undefined) return null;
  return which.toLowerCase() === "all" ? "all" : Number(which);
}
