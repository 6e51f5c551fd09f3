import type { Json } from "#sandbox/json.ts";
import type { Channel, User } from "#sandbox/live/wire.ts";
import { rich, type Sample, section, words } from "#sandbox/page/reference/sample.ts";

type Known = {
  readonly viewer: User | null;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly usergroups: ReadonlyMap<string, Json>;
};

/** Of the viewer, and of the first channel and the first group that there are. */
export function mentions({ viewer, channels, usergroups }: Known): readonly Sample[] {
  const channel = [...channels.values()].find(({ kind }) => kind === "public");
  const [group] = usergroups.keys();
  if (viewer === null || channel === undefined) return [];
  const marked = group === undefined ? "" : `, who is one of <!subteam^${group}>`;
  const parts = group === undefined ? [] : [words(" "), { type: "usergroup", usergroup_id: group }];
  return [
    {
      title: "Mentions",
      note: "In mrkdwn and in rich_text. What calls the viewer stands out.",
      blocks: [
        section(`<@${viewer.id}>${marked}, was called in <#${channel.id}>.`),
        rich(
          { type: "user", user_id: viewer.id },
          words(" "),
          { type: "channel", channel_id: channel.id },
          ...parts,
        ),
      ],
    },
  ];
}
