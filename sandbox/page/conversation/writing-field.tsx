import type { RefObject, VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { CompletionList } from "./completion-list.tsx";
import { passFocusOn, takeFocus } from "./passed-focus.ts";
import { useCompletion } from "./use-completion.ts";

type Props = {
  readonly label: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Enter was pressed. */
  readonly onSend: () => void;
};

/** Grows with its text, and completes names, emoji and commands. */
export function WritingField({ label, text, onChange, onSend }: Props): VNode {
  const box = useRef<HTMLTextAreaElement>(null);
  const completion = useCompletion(box, text, onChange);
  useLayoutEffect(() => grow(box.current), [text]);
  usePassedFocus(box);
  return (
    <>
      <CompletionList completion={completion} />
      <textarea
        ref={box}
        rows={1}
        value={text}
        placeholder={label}
        aria-label={label}
        {...completion.attributes}
        onInput={({ currentTarget }) => {
          onChange(currentTarget.value);
          completion.follow(currentTarget.selectionStart);
        }}
        onKeyUp={({ currentTarget }) => completion.follow(currentTarget.selectionStart)}
        onClick={({ currentTarget }) => completion.follow(currentTarget.selectionStart)}
        onKeyDown={(event) => {
          if (event.isComposing || completion.takeKey(event)) return;
          if (event.key !== "Enter" || event.shiftKey) return;
          event.preventDefault();
          onSend();
        }}
      />
    </>
  );
}

/** The first word makes a conversation, with a field of its own: whoever writes goes on there. */
function usePassedFocus(box: RefObject<HTMLTextAreaElement | null>): void {
  useLayoutEffect(() => {
    const field = box.current;
    takeFocus();
    return () => {
      if (field !== null && document.activeElement === field) passFocusOn();
    };
  }, []);
}

function grow(box: HTMLTextAreaElement | null): void {
  if (box === null) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}
