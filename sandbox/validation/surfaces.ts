import { contextActions, plan, taskCard } from "./agent-blocks.ts";
import { classicBlocks, file, input, markdown, video } from "./blocks.ts";
import { alert, card, carousel, container } from "./cards.ts";
import { dataVisualization } from "./charts.ts";
import { richText } from "./rich-text.ts";
import { list, tagged } from "./shape.ts";
import type { Shape, Shapes } from "./shape.ts";
import { dataTable, table } from "./tables.ts";

export type Surface = "message" | "modal" | "home";

const everywhere = { ...classicBlocks, rich_text: richText, video } as const satisfies Shapes;

/** Slack long refused `input` in messages; newer pages allow it, but nobody has confirmed that. */
const blocksOf = {
  message: {
    ...everywhere,
    file,
    markdown,
    table,
    data_table: dataTable,
    data_visualization: dataVisualization,
    card,
    carousel,
    container,
    context_actions: contextActions,
    plan,
    task_card: taskCard,
  },
  modal: { ...everywhere, input, alert },
  home: { ...everywhere, input },
} as const satisfies Record<Surface, Shapes>;

const mostBlocks = { message: 50, modal: 100, home: 100 } as const satisfies Record<
  Surface,
  number
>;

/** The blocks that a message, a modal or a Home tab may hold. */
export function blocksOn(surface: Surface): Shape {
  return list(tagged(blocksOf[surface]), { max: mostBlocks[surface] });
}
