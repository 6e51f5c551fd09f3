import type { Template } from "#domain/configuration/postmortem-template.ts";

/** All that is known of an incident, without what only people can write. */
export const INCIDENT_TEMPLATE: Template = {
  id: "incident",
  file: null,
  text: `{% facts "overview", "" %}

{% facts "impact" %}

{% facts "timings" %}

{% facts "mitigations" %}

{% facts "changes" %}

{% facts "tasks" %}

{% facts "follow-ups" %}

{% facts "alerts" %}

{% facts "runbook", "Runbook and dashboard" %}

{% facts "people" %}

{% facts "updates" %}

{% facts "timeline" %}

{% facts "all-events", "All events" %}
`,
};
