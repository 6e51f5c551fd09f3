import type { webApi } from "@slack/bolt";
import { asError, failureOf } from "./failure.ts";

type Channel = NonNullable<webApi.ConversationsListResponse["channels"]>[number];

const PAGE_SIZE = 1000;

/** Every public channel that is in use, a page at a time. Throws NotNow or Refused. */
export async function* listChannels(client: webApi.WebClient): AsyncGenerator<Channel> {
  for (let cursor = ""; ;) {
    const page = { exclude_archived: true, limit: PAGE_SIZE, types: "public_channel" };
    const answer = await client.conversations
      .list(cursor === "" ? page : { ...page, cursor })
      .catch((error: unknown) => {
        throw asError(failureOf(error));
      });
    yield* answer.channels ?? [];
    cursor = answer.response_metadata?.next_cursor ?? "";
    if (cursor === "") return;
  }
}
