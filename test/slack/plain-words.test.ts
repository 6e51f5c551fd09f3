import { expect, it } from "vitest";
import { mentionedIn, plainWords } from "#slack/words/plain-words.ts";

const NAMES = new Map([["U1ANN", "Ann"]]);

it.each([
  ["it is slow", "it is slow"],
  ["<@U1ANN> look", "@Ann look"],
  ["<@U2BOB|bob> and <@U3EVE>", "@bob and @U3EVE"],
  ["see <#C1|ops> and <#C2>", "see #ops and #C2"],
  ["<!here> <!subteam^S1|@payments>", "@here @payments"],
  ["<!date^1^{date}|20 Nov>", "20 Nov"],
  ["<https://a.example/x|the graph>", "the graph (https://a.example/x)"],
  ["<https://a.example/x|https://a.example/x>", "https://a.example/x"],
  ["<https://a.example/?a=1&amp;b=2>", "https://a.example/?a=1&b=2"],
  ["a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"],
  ["&lt;!channel&gt; &amp;lt;", "<!channel> &lt;"],
])("%s is read as %s", (text, words) => {
  expect(plainWords(text, NAMES)).toBe(words);
});

it("asks for each person once", () => {
  expect(mentionedIn("<@U1ANN> <@U1ANN|ann> <@W2BOB> <#C1>")).toEqual(["U1ANN", "W2BOB"]);
});
