import { authMethods, connectionMethods } from "./auth.ts";
import { bookmarkMethods } from "./bookmarks.ts";
import { canvasMethods } from "./canvases.ts";
import { scheduledMethods } from "./chat-scheduled.ts";
import { chatMethods } from "./chat.ts";
import { conversationChangeMethods } from "./conversation-changes.ts";
import { memberMethods } from "./conversation-members.ts";
import { conversationMethods } from "./conversations.ts";
import { dndMethods } from "./dnd.ts";
import { fileMethods } from "./files.ts";
import { historyMethods } from "./history.ts";
import type { Method } from "./method.ts";
import { pinMethods } from "./pins.ts";
import { reactionMethods } from "./reactions.ts";
import { teamMethods } from "./team.ts";
import { usergroupMethods } from "./usergroups.ts";
import { userMethods } from "./users.ts";
import { validationMethods } from "./validate-blocks.ts";
import { viewMethods } from "./views.ts";

/** Every Web API method of the sandbox, by its name. */
export function allMethods(openConnection: () => string): ReadonlyMap<string, Method> {
  const tables = [
    connectionMethods(openConnection),
    authMethods,
    bookmarkMethods,
    canvasMethods,
    chatMethods,
    conversationChangeMethods,
    conversationMethods,
    dndMethods,
    fileMethods,
    historyMethods,
    memberMethods,
    pinMethods,
    reactionMethods,
    scheduledMethods,
    teamMethods,
    usergroupMethods,
    userMethods,
    validationMethods,
    viewMethods,
  ];
  return new Map(tables.flatMap((table) => Object.entries(table)));
}
