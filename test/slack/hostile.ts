/** Texts that people and programs send to make a bot ping, lie or fall over. */
export const HOSTILE = [
  "<!channel> <!here> <!everyone>",
  "<@U0ANNA00001> <#C0GENERAL01> <!subteam^S0123456>",
  "<https://evil.example|https://bank.example>",
  "<!date^0^{date}|never>",
  "&lt;!channel&gt; &amp;",
  "\u202egnihtemos\u2066 \u200b",
  "line\nbreak\r\n\u2028more\u0000",
  "*bold* _it_ ~s~ `code` :fire: > quote",
  "😀".repeat(400),
  "&<>".repeat(500),
  "",
  "\ud800 half a pair",
  "x".repeat(1024 * 1024),
] as const;
