import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { asRecords } from "#sandbox/json.ts";
import type { View } from "#sandbox/live/wire.ts";
import { Blocks } from "#sandbox/page/blocks/blocks.tsx";
import { SurfaceProvider } from "#sandbox/page/blocks/surface.ts";
import { tellFailure } from "#sandbox/page/frame/toasts.tsx";
import { control } from "#sandbox/page/live/control.ts";
import { app, homes, viewer } from "#sandbox/page/live/store.ts";
import { discard, settle } from "./drafts.ts";
import { viewSurface } from "./view-surface.ts";

/** As long as an app has to answer anything. */
const PATIENCE_MS = 3000;

/** The app's Home tab as the viewer sees it. */
export function HomeTab(): VNode {
  const user = viewer.value;
  const label = `Home of ${app.value?.name ?? "the app"}`;
  return (
    <section class="home" aria-label={label} data-user={user?.name}>
      {user !== null && <Visit key={user.id} user={user.id} />}
    </section>
  );
}

/** Tells the app once that somebody came, and shows what it draws. */
function Visit({ user }: { readonly user: string }): VNode {
  const [waiting, setWaiting] = useState(true);
  useEffect(() => {
    control("home", { user }).catch(tellFailure);
    const timer = setTimeout(() => setWaiting(false), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [user]);
  const view = homes.value.get(user);
  if (view !== undefined) return <Home view={view} />;
  return (
    <output class="home-empty">{waiting ? "opening…" : "The app has not drawn this Home."}</output>
  );
}

function Home({ view }: { readonly view: View }): VNode {
  useEffect(() => settle(view), [view.hash]);
  useEffect(() => () => discard(view.id), [view.id]);
  const surface = viewSurface(view, {
    errors: {},
    filled: () => undefined,
    failed: tellFailure,
  });
  return (
    <SurfaceProvider value={surface}>
      <Blocks blocks={asRecords(view["blocks"])} />
    </SurfaceProvider>
  );
}
