import type { VNode } from "preact";
import { channels, files, usergroups, viewer } from "#sandbox/page/live/store.ts";
import { SampleBox } from "./sample-box.tsx";
import type { Sample } from "./sample.ts";
import { actions } from "./samples/actions.ts";
import { agents } from "./samples/agents.ts";
import { attached } from "./samples/attached.ts";
import { charts } from "./samples/charts.ts";
import { home } from "./samples/home.ts";
import { inputs } from "./samples/inputs.ts";
import { layout } from "./samples/layout.ts";
import { mentions } from "./samples/mentions.ts";
import { tables } from "./samples/tables.ts";
import { texts } from "./samples/texts.ts";
import { uploaded } from "./samples/uploaded.ts";

type Chapter = {
  readonly title: string;
  readonly surface: "message" | "modal" | "home";
  readonly samples: readonly Sample[];
};

function chapters(): readonly Chapter[] {
  const known = {
    viewer: viewer.value,
    channels: channels.value,
    usergroups: usergroups.value,
  };
  return [
    {
      title: "In a message",
      surface: "message",
      samples: [
        ...layout,
        ...uploaded(files.value),
        ...texts,
        ...mentions(known),
        ...tables,
        ...charts,
        ...agents,
        ...actions,
        ...attached,
      ],
    },
    { title: "In a modal", surface: "modal", samples: inputs },
    { title: "In a Home tab", surface: "home", samples: home },
  ];
}

/** One of everything that a Slack app can show, with what the app would be sent. */
export function Reference(): VNode {
  return (
    <div class="reference">
      <h1 class="reference-title">One of everything</h1>
      <p>
        Every block, element and notation that this sandbox draws. Nothing here is connected to an
        app: below each sample stands what the app would be sent.
      </p>
      {chapters().map(({ title, surface, samples }) => (
        <section key={surface} data-surface={surface} aria-label={title}>
          <h2 class="reference-chapter">{title}</h2>
          {samples.map((sample) => (
            <SampleBox key={sample.title} surface={surface} sample={sample} />
          ))}
        </section>
      ))}
    </div>
  );
}
