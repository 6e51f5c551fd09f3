import type { VNode } from "preact";
import { asJson, asRecords, asText, type Json } from "#sandbox/json.ts";
import { Markdown } from "#sandbox/page/text/markdown.tsx";
import { RichText } from "#sandbox/page/text/rich-text.tsx";
import { Actions, ContextActions } from "./actions.tsx";
import { Alert } from "./alert.tsx";
import { Boundary } from "./boundary.tsx";
import { Call } from "./call.tsx";
import { Card, Carousel } from "./card.tsx";
import { Chart } from "./chart.tsx";
import { Container } from "./container.tsx";
import { Context } from "./context.tsx";
import { DataTable } from "./data-table.tsx";
import { Header } from "./header.tsx";
import { ImageBlock } from "./image-block.tsx";
import { Input } from "./input.tsx";
import { NotDrawn } from "./not-drawn.tsx";
import { RemoteFile } from "./remote-file.tsx";
import { Section } from "./section.tsx";
import { Table } from "./table.tsx";
import { Plan, TaskCard } from "./task.tsx";
import { Video } from "./video.tsx";

/** Blocks of a message, a modal or a Home tab; what they do is up to the surface around them. */
export function Blocks({ blocks }: { readonly blocks: readonly Json[] }): VNode {
  return (
    <div class="blocks">
      {blocks.map((block, index) => {
        const type = asText(block["type"]) ?? "";
        const id = asText(block["block_id"]);
        return (
          <div key={id ?? index} class="block" data-block-type={type} data-block-id={id}>
            <Boundary type={type} json={block}>
              <Block type={type} block={block} />
            </Boundary>
          </div>
        );
      })}
    </div>
  );
}

function Block({ type, block }: { readonly type: string; readonly block: Json }): VNode {
  const draw = Object.hasOwn(DRAWN, type) ? DRAWN[type] : undefined;
  return draw === undefined ? <NotDrawn type={type} json={block} /> : draw(block);
}

/** One for each type of https://docs.slack.dev/reference/block-kit/blocks */
const DRAWN: Readonly<Record<string, (block: Json) => VNode>> = {
  section: (block) => <Section block={block} />,
  header: (block) => <Header block={block} />,
  context: (block) => <Context block={block} />,
  actions: (block) => <Actions block={block} />,
  divider: () => <hr class="divider" />,
  image: (block) => <ImageBlock block={block} />,
  input: (block) => <Input block={block} />,
  rich_text: (block) => <RichText block={block} />,
  markdown: (block) => <Markdown text={asText(block["text"]) ?? ""} />,
  table: (block) => <Table block={block} />,
  data_table: (block) => <DataTable block={block} />,
  data_visualization: (block) => <Chart block={block} />,
  card: (block) => <Card block={block} />,
  carousel: (block) => <Carousel block={block} />,
  container: (block) => (
    <Container block={block}>
      <Blocks blocks={asRecords(block["child_blocks"])} />
    </Container>
  ),
  alert: (block) => <Alert block={block} />,
  context_actions: (block) => <ContextActions block={block} />,
  plan: (block) => <Plan block={block} />,
  task_card: (block) => <TaskCard task={block} />,
  video: (block) => <Video block={block} />,
  file: (block) => <RemoteFile block={block} />,
  call: (block) => <Call call={asJson(asJson(block["call"])["v1"])} />,
};
