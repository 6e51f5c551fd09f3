/** What Mia and Jonas wrote in the morning. */
export const WRITTEN: readonly (readonly [string, string])[] = [
  [
    "summary",
    "On Tuesday night one request to the checkout in eight failed for half an hour. A release asked the tax service once for each line of a basket; the tax service allows 50 requests a second, and refused the rest. Mia was paged, found the release among the changes before the start, and Jonas rolled it back.",
  ],
  [
    "customer-impact",
    "- Customers with more than a few articles saw “Something went wrong” when they paid. Most succeeded on their second or third try.\n- No order was taken twice, and none was lost: payments come after taxes.\n- Support had eleven messages in the morning.",
  ],
  [
    "detection",
    "The alert on the error budget came after eight minutes, as it should at this rate. It named the service and how many requests fail, but not that it is the large baskets: `tax_requests_refused_total` would have shown that, and is on no dashboard.",
  ],
  [
    "contributing-factors",
    "1. v41 made one request for each line, where v40 made one for each basket. In review both look the same: the loop is in the client library.\n2. The limit of the tax service is in its contract, and in no configuration or test of ours.\n3. The canary takes a hundredth of all traffic: too little to reach the limit.\n4. Without an answer about taxes the checkout gives up, although rates change twice a year.",
  ],
  [
    "went-well",
    "- The deploy stood on the card, marked as what could be the cause.\n- Rolling back took eight minutes, most of them for building nothing: the old image was there.",
  ],
  [
    "went-badly",
    "- The restart cost four minutes. The runbook lists it first, which made it the sensible thing to try.\n- How checkout is rolled back stood nowhere; the one person who knew had to be woken.",
  ],
  ["lucky", "It was a night. At noon there are five times as many large baskets."],
  [
    "runbook-and-alerts",
    "- Runbook: undoing the last change comes first, with the command (done).\n- A new alert, as a ticket: the tax service refuses requests of ours.",
  ],
];
