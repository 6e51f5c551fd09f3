import { filled, ifPresent, record, string, typed, uri } from "./shape.ts";
import type { Shape, Shapes } from "./shape.ts";

const altText = filled(2000);

/** The pattern is quoted in Slack's own refusals (python-slack-sdk 1521). */
const slackFile = ifPresent(
  "id",
  record({ id: string({ pattern: /^[F][A-Z0-9]{8,}$/ }) }),
  record({ url: string() }),
);

/** An image comes from the internet or from a Slack file, never from both. */
export function image(optional: Shapes = {}): Shape {
  return ifPresent(
    "slack_file",
    typed("image", { slack_file: slackFile, alt_text: altText }, optional),
    typed("image", { image_url: uri(), alt_text: altText }, optional),
  );
}
