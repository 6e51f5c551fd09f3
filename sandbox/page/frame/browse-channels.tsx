import type { VNode } from "preact";
import type { Channel } from "#sandbox/live/wire.ts";
import { act } from "#sandbox/page/live/control.ts";
import { app, channels, viewer } from "#sandbox/page/live/store.ts";
import { Dialog } from "./dialog.tsx";
import { goTo } from "./place.ts";
import { sectionsFor } from "./sight.ts";
import { tellFailure } from "./toasts.tsx";

/** Public channels that the viewer is not in. */
export function BrowseChannels(): VNode | null {
  if (viewer.value === null) return null;
  const { joinable } = sectionsFor(viewer.value, channels.value, app.value);
  return (
    <Dialog title="Browse channels" button="Browse channels">
      {(close) => (
        <ul class="browse">
          {joinable.map((channel) => (
            <Offer key={channel.id} channel={channel} close={close} />
          ))}
          {joinable.length === 0 && <li>You are in every channel that you may join.</li>}
        </ul>
      )}
    </Dialog>
  );
}

type OfferProps = { readonly channel: Channel; readonly close: () => void };

function Offer({ channel: { id, name, purpose, members }, close }: OfferProps): VNode {
  function look(): void {
    close();
    goTo({ at: "channel", channel: id });
  }
  return (
    <li>
      <p>
        <strong>#{name}</strong> <span class="quiet">{members.length} members</span>
        {purpose !== "" && <span class="browse-purpose">{purpose}</span>}
      </p>
      <button type="button" class="button" aria-label={`View #${name}`} onClick={look}>
        View
      </button>
      <button
        type="button"
        class="button button-primary"
        aria-label={`Join #${name}`}
        onClick={() => void join(id).then(look, tellFailure)}
      >
        Join
      </button>
    </li>
  );
}

async function join(channel: string): Promise<void> {
  await act("join", { channel });
}
