import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";

type Props = {
  readonly onSeen: () => void;
  /** Looks again when this changes: what was seen before may still be. */
  readonly after: unknown;
};

/** Calls when the reader comes near it. */
export function Sentinel({ onSeen, after }: Props): VNode {
  const line = useRef<HTMLDivElement>(null);
  const call = useRef(onSeen);
  call.current = onSeen;
  useEffect(() => {
    if (line.current === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) call.current();
      },
      { rootMargin: "600px" },
    );
    observer.observe(line.current);
    return () => observer.disconnect();
  }, [after]);
  return <div ref={line} class="sentinel" />;
}
