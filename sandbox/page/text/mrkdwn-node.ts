/** What a text in mrkdwn means; all text in it is decoded, ready to be shown. */
export type MrkdwnNode =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "emoji"; readonly name: string }
  | { readonly kind: "bold" | "italic" | "strike" | "quote"; readonly nodes: readonly MrkdwnNode[] }
  | { readonly kind: "code" | "pre"; readonly text: string }
  | { readonly kind: "link"; readonly href: string; readonly nodes: readonly MrkdwnNode[] }
  | {
      readonly kind: "user" | "channel" | "usergroup";
      readonly id: string;
      readonly label?: string;
    }
  | { readonly kind: "broadcast"; readonly range: string }
  | DateNode;

export type DateNode = {
  readonly kind: "date";
  readonly unix: number;
  readonly tokens: string;
  readonly link?: string;
  readonly fallback: string;
};

/** Puts a node behind others, and text behind text into one node. */
export function append(nodes: MrkdwnNode[], node: MrkdwnNode): void {
  const last = nodes.at(-1);
  if (node.kind === "text" && last?.kind === "text") {
    nodes[nodes.length - 1] = { kind: "text", text: last.text + node.text };
  } else {
    nodes.push(node);
  }
}
