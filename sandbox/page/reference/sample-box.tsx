import type { VNode } from "preact";
import { Attachments } from "#sandbox/page/blocks/attachments.tsx";
import { Blocks } from "#sandbox/page/blocks/blocks.tsx";
import { FilePreview } from "#sandbox/page/blocks/file-preview.tsx";
import { type Surface, SurfaceProvider } from "#sandbox/page/blocks/surface.ts";
import type { Sample } from "./sample.ts";
import { useLiveSurface } from "./use-live-surface.ts";

type Props = { readonly surface: Surface["kind"]; readonly sample: Sample };

/** A sample as people see it, and what the app would hear of it. */
export function SampleBox({ surface: kind, sample }: Props): VNode {
  const { surface, sent } = useLiveSurface(kind, sample);
  const { title, note, blocks = [], attachments = [], files = [] } = sample;
  const filled = Object.keys(surface.values).length > 0 ? surface.values : null;
  return (
    <article class="sample" data-sample={title} aria-label={title}>
      <h3 class="sample-title">{title}</h3>
      <p class="sample-note">{note}</p>
      <div class="sample-shown">
        <SurfaceProvider value={surface}>
          {blocks.length > 0 && <Blocks blocks={blocks} />}
          {attachments.length > 0 && <Attachments attachments={attachments} />}
          {files.map((file, index) => (
            <FilePreview key={index} file={file} />
          ))}
        </SurfaceProvider>
      </div>
      <output class="sample-sent">
        {sent !== null && (
          <>
            <span>The app would be sent</span>
            <code>{JSON.stringify(sent, null, 2)}</code>
          </>
        )}
        {kind !== "message" && filled !== null && (
          <>
            <span>Filled in</span>
            <code>{JSON.stringify(filled, null, 2)}</code>
          </>
        )}
      </output>
    </article>
  );
}
