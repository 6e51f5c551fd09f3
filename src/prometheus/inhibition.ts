/** For Alertmanager: while an objective pages, its ticket says nothing new. */
export const INHIBITION = `inhibit_rules:
  - source_matchers: ['sloth_severity="page"']
    target_matchers: ['sloth_severity="ticket"']
    equal: [sloth_id]
`;
