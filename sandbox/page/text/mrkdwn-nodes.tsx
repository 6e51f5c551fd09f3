import type { VNode } from "preact";
import { Emoji } from "./emoji.tsx";
import { LinkOut } from "./link-out.tsx";
import { BroadcastMention, ChannelMention, UserMention, UsergroupMention } from "./mentions.tsx";
import type { MrkdwnNode } from "./mrkdwn-node.ts";
import { SlackDate } from "./slack-date.tsx";

export function MrkdwnNodes({ nodes }: { readonly nodes: readonly MrkdwnNode[] }): VNode {
  return (
    <>
      {nodes.map((node, index) => (
        <Node key={index} node={node} />
      ))}
    </>
  );
}

function Node({ node }: { readonly node: MrkdwnNode }): VNode {
  switch (node.kind) {
    case "text":
      return <>{node.text}</>;
    case "emoji":
      return <Emoji name={node.name} />;
    case "bold":
      return <strong>{inside(node.nodes)}</strong>;
    case "italic":
      return <em>{inside(node.nodes)}</em>;
    case "strike":
      return <s>{inside(node.nodes)}</s>;
    case "quote":
      return <blockquote>{inside(node.nodes)}</blockquote>;
    case "code":
      return <code>{node.text}</code>;
    case "pre":
      return <pre>{node.text}</pre>;
    case "link":
      return <LinkOut href={node.href}>{inside(node.nodes)}</LinkOut>;
    case "user":
      return <UserMention id={node.id} label={node.label} />;
    case "channel":
      return <ChannelMention id={node.id} label={node.label} />;
    case "usergroup":
      return <UsergroupMention id={node.id} label={node.label} />;
    case "broadcast":
      return <BroadcastMention range={node.range} />;
    case "date":
      return <SlackDate {...node} />;
  }
}

function inside(nodes: readonly MrkdwnNode[]): VNode {
  return <MrkdwnNodes nodes={nodes} />;
}
