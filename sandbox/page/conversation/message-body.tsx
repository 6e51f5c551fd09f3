import type { VNode } from "preact";
import { asRecords } from "#sandbox/json.ts";
import type { Message } from "#sandbox/live/wire.ts";
import { Attachments } from "#sandbox/page/blocks/attachments.tsx";
import { Blocks } from "#sandbox/page/blocks/blocks.tsx";
import { FilePreview } from "#sandbox/page/blocks/file-preview.tsx";
import { Mrkdwn } from "#sandbox/page/text/mrkdwn.tsx";
import { MessageSurface } from "./message-surface.tsx";

type Props = { readonly channel: string; readonly message: Message };

/** With blocks, the text is for notifications only. */
export function MessageBody({ channel, message }: Props): VNode {
  const [blocks, attachments] = [asRecords(message["blocks"]), asRecords(message["attachments"])];
  return (
    <div class="message-body">
      <MessageSurface channel={channel} message={message}>
        {blocks.length > 0 && <Blocks blocks={blocks} />}
        {blocks.length === 0 && message.text !== "" && <Mrkdwn text={message.text} />}
        {attachments.length > 0 && <Attachments attachments={attachments} />}
      </MessageSurface>
      {asRecords(message["files"]).map((file) => (
        <FilePreview key={file["id"]} file={file} />
      ))}
      {message["edited"] !== undefined && <span class="edited">(edited)</span>}
    </div>
  );
}
