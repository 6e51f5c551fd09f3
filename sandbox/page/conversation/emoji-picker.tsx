import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Popover } from "#sandbox/page/frame/popover.tsx";
import { emojiOf, emojisMatching } from "#sandbox/page/text/emoji-names.ts";

type Props = {
  readonly label: string;
  readonly button: string;
  readonly class?: string;
  readonly onOpen?: (isOpen: boolean) => void;
  readonly onPick: (name: string) => void;
};

const USUAL = [
  "+1",
  "eyes",
  "white_check_mark",
  "raised_hands",
  "tada",
  "heart",
  "rocket",
  "fire",
  "warning",
  "wave",
  "pushpin",
  "star",
];

export function EmojiPicker({ onPick, ...popover }: Props): VNode {
  return (
    <Popover {...popover}>
      {(close) => (
        <Choice
          onPick={(name) => {
            close();
            onPick(name);
          }}
        />
      )}
    </Popover>
  );
}

function Choice({ onPick }: Pick<Props, "onPick">): VNode {
  const [typed, setTyped] = useState("");
  const found =
    typed === ""
      ? USUAL.map((name) => ({ name, unicode: emojiOf(name) ?? name }))
      : emojisMatching(typed.replaceAll(":", "").replaceAll(" ", "_"));
  return (
    <div class="emoji-picker">
      <input
        type="search"
        aria-label="Search emoji"
        placeholder="Search emoji"
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = found;
          if (event.key !== "Enter" || first === undefined) return;
          // Else the same press would open the picker again, from the button that gets the focus back.
          event.preventDefault();
          onPick(first.name);
        }}
      />
      <div class="emoji-grid">
        {found.map(({ name, unicode }) => (
          <button
            key={name}
            type="button"
            class="icon-button"
            aria-label={`:${name}:`}
            title={`:${name}:`}
            onClick={() => onPick(name)}
          >
            {unicode}
          </button>
        ))}
      </div>
      {found.length === 0 && <p class="quiet">No emoji is called so.</p>}
    </div>
  );
}
