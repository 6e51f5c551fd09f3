import { tell } from "#sandbox/page/frame/toasts.tsx";

/** Puts a link of this workspace into the clipboard; where the browser forbids that, shows it. */
export async function copyLink(path: string): Promise<void> {
  const link = `${location.origin}${path}`;
  try {
    await navigator.clipboard.writeText(link);
    tell("Link copied.");
  } catch {
    tell(link);
  }
}
