import { string } from "./shape.ts";

export const actionId = string({ max: 255 });

export const blockId = string({ max: 255 });
