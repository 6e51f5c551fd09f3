import type { VNode } from "preact";
import { asList, asRecords, asText, type Json } from "#sandbox/json.ts";
import type { Message } from "#sandbox/live/wire.ts";
import { nameOf } from "#sandbox/page/frame/sight.ts";
import { users, viewer } from "#sandbox/page/live/store.ts";
import { emojiOf } from "#sandbox/page/text/emoji-names.ts";
import { EmojiPicker } from "./emoji-picker.tsx";
import { react } from "./react.ts";

type Props = { readonly channel: string; readonly message: Message };

export function Reactions({ channel, message }: Props): VNode | null {
  const reactions = asRecords(message["reactions"]);
  if (reactions.length === 0) return null;
  return (
    <ul class="reactions" aria-label="Reactions">
      {reactions.map((reaction) => (
        <li key={reaction["name"]}>
          <Reaction channel={channel} ts={message.ts} reaction={reaction} />
        </li>
      ))}
      <li>
        <EmojiPicker
          label="Add a reaction"
          button="+"
          class="reaction"
          onPick={(name) => react({ channel, ts: message.ts, name })}
        />
      </li>
    </ul>
  );
}

type ReactionProps = { readonly channel: string; readonly ts: string; readonly reaction: Json };

function Reaction({ channel, ts, reaction }: ReactionProps): VNode {
  const name = asText(reaction["name"]) ?? "";
  const people = asList(reaction["users"]).map(String);
  const isMine = people.includes(viewer.value?.id ?? "");
  const who = people.map((id) => nameOf(id, users.value)).join(", ");
  return (
    <button
      type="button"
      class="reaction"
      aria-pressed={isMine}
      aria-label={`${name}, ${people.length}`}
      title={`${who}: :${name}:`}
      onClick={() => react({ channel, ts, name, remove: isMine })}
    >
      <span aria-hidden="true">{emojiOf(name) ?? `:${name}:`}</span> {people.length}
    </button>
  );
}
