import { plain, type Sample, section } from "#sandbox/page/reference/sample.ts";

/** What hangs below a message. */
export const attached: readonly Sample[] = [
  {
    title: "Attachment with blocks",
    note: "A bar in the app's colour.",
    attachments: [
      {
        color: "#b42318",
        blocks: [
          section("*SEV1* checkout errors"),
          {
            type: "actions",
            block_id: "attached",
            elements: [{ type: "button", action_id: "take", text: plain("Take it") }],
          },
        ],
      },
    ],
  },
  {
    title: "Attachment without blocks",
    note: "As apps wrote them before there were blocks.",
    attachments: [
      {
        color: "warning",
        pretext: "A *pretext*",
        author_name: "Alertmanager",
        author_link: "https://example.com",
        title: "Disk nearly full",
        title_link: "https://example.com/disk",
        text: "`/var` is at *91 %*",
        fields: [
          { title: "Host", value: "db-1", short: true },
          { title: "Since", value: "10:30", short: true },
          { title: "Advice", value: "Remove old snapshots." },
        ],
        image_url: "https://example.com/disk.png",
        footer: "monitoring",
        ts: 1_795_257_000,
        actions: [{ type: "button", text: "Old button", name: "old" }],
      },
    ],
  },
  {
    title: "File",
    note: "Pictures of the workspace are shown, others are named.",
    files: [
      {
        id: "F0REFERENCE",
        name: "postmortem.md",
        title: "Postmortem of INC-42",
        mimetype: "text/markdown",
        pretty_type: "Markdown",
        size: 5321,
      },
    ],
  },
];
