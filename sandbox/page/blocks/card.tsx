import type { VNode } from "preact";
import { asJson, asRecords, isJson, type Json } from "#sandbox/json.ts";
import { TextObject } from "#sandbox/page/text/text-object.tsx";
import { Actions } from "./actions.tsx";
import { Picture } from "./picture.tsx";
import { Scrolling } from "./scrolling.tsx";

type Props = { readonly block: Json };

export function Card({ block }: Props): VNode {
  const { hero_image: hero, body, actions } = block;
  return (
    <div class="card">
      {isJson(hero) && <Picture image={hero} size="full" />}
      <CardTitle block={block} />
      {isJson(body) && (
        <div>
          <TextObject of={body} />
        </div>
      )}
      {Array.isArray(actions) && <Actions block={{ ...block, elements: actions }} />}
    </div>
  );
}

/** Cards side by side. */
export function Carousel({ block }: Props): VNode {
  return (
    <Scrolling label="Cards">
      <ul class="carousel">
        {asRecords(block["elements"]).map((card, index) => (
          <li key={index} class="carousel-card">
            {/* A card without an id of its own belongs to the carousel. */}
            <Card block={{ block_id: block["block_id"], ...card }} />
          </li>
        ))}
      </ul>
    </Scrolling>
  );
}

function CardTitle({ block }: Props): VNode {
  const { icon, title, subtitle } = block;
  return (
    <div class="card-title">
      {isJson(icon) && <Picture image={icon} size="small" />}
      <div>
        {isJson(title) && (
          <strong>
            <TextObject of={title} />
          </strong>
        )}
        {isJson(subtitle) && (
          <div class="card-subtitle">
            <TextObject of={asJson(subtitle)} />
          </div>
        )}
      </div>
    </div>
  );
}
