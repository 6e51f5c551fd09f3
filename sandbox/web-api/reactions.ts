import { z } from "zod";
import { messageObject, sharedMessage } from "#sandbox/workspace/messages.ts";
import { addReaction, removeReaction } from "#sandbox/workspace/reactions.ts";
import { joinedChannel, livingChannel } from "./channel-lookup.ts";
import { filled } from "./fields.ts";
import { method, type MethodTable } from "./method.ts";

const target = { channel: filled, timestamp: filled };
const missing = { channel: "no_item_specified", timestamp: "no_item_specified" };
const reactInput = z.object({ ...target, name: filled });

export const reactionMethods: MethodTable = {
  "reactions.add": method({
    scopes: ["reactions:write"],
    tier: 3,
    json: true,
    input: reactInput,
    missing: { ...missing, name: "invalid_name" },
    run(workspace, { channel: id, timestamp, name }) {
      const channel = livingChannel(workspace, id);
      const message = sharedMessage(workspace, channel.id, timestamp);
      addReaction(workspace, channel, message, { user: workspace.app.botUserId, name });
      return {};
    },
  }),
  "reactions.remove": method({
    scopes: ["reactions:write"],
    tier: 2,
    json: true,
    input: reactInput,
    missing: { ...missing, name: "invalid_name" },
    run(workspace, { channel: id, timestamp, name }) {
      const channel = livingChannel(workspace, id);
      const message = sharedMessage(workspace, channel.id, timestamp);
      removeReaction(workspace, channel, message, { user: workspace.app.botUserId, name });
      return {};
    },
  }),
  "reactions.get": method({
    scopes: ["reactions:read"],
    tier: 3,
    json: false,
    input: z.object(target),
    missing,
    run(workspace, { channel: id, timestamp }) {
      const channel = joinedChannel(workspace, id);
      const message = sharedMessage(workspace, channel.id, timestamp);
      return { type: "message", channel: channel.id, message: messageObject(message) };
    },
  }),
};
