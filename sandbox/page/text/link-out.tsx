import type { ComponentChildren, VNode } from "preact";
import { safeLink } from "./safe-link.ts";

type Props = { readonly href: string; readonly children: ComponentChildren };

/** A link out of the workspace; to what no click may follow there is no link, only its words. */
export function LinkOut({ href, children }: Props): VNode {
  const address = safeLink(href);
  if (address === null) return <span>{children}</span>;
  return (
    <a class="link" href={address} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
