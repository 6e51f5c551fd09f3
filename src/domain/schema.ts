import { DateTime, Duration } from "luxon";
import { z } from "zod";
import { instantOf } from "./instant.ts";

/** An invalid time throws at once (main.ts switches luxon so) instead of spreading. */
declare module "luxon" {
  interface TSSettings {
    throwOnInvalid: true;
  }
}

/** An id that people type: in muster.yaml, in commands, in addresses. */
export const Slug = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_-]{0,62}$/,
    "use lower case letters, digits, - and _, at most 63 of them",
  )
  .meta({ title: "id" });

/** An ISO 8601 duration such as PT5M or P1D, longer than nothing. */
export const IsoDuration = z
  .string()
  .transform((text, context) => {
    const duration = parseDuration(text);
    if (duration !== null && duration.toMillis() > 0) return duration;
    context.addIssue({ code: "custom", message: "write a duration like PT30S, PT5M, PT1H or P1D" });
    return z.NEVER;
  })
  .meta({ title: "duration", format: "duration" });

/**
 * A moment as it is stored: ISO 8601 text outside, a UTC DateTime inside.
 *
 * A codec and no transform: that writes a function to a property for each value, which V8 makes among the old objects, and
 * keeps with it all that was read, as store/database/send-statement.ts says.
 */
export const Instant = z.codec(
  z.iso.datetime({ offset: true }),
  z.custom<DateTime>((value) => DateTime.isDateTime(value)),
  { decode: instantOf, encode: (moment) => moment.toISO() },
);

/** An http or https address, without the slash at its end. */
export const HttpUrl = z
  .url({ protocol: /^https?$/, error: "give an http or https address" })
  .refine((url) => !/^https?:\/\/[^/]*@/i.test(url), "leave the name and password out of it")
  .transform((url) => url.replace(/\/+$/, ""))
  .meta({ title: "address" });

/** Machines, by where they stand in the network. */
export const NetworkAddress = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: "give an address such as 10.0.0.5, or a network such as 10.0.0.0/8",
});

/** The name of an environment variable that holds a secret; the secret itself never stands in a file. */
export const SecretName = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, "name an environment variable, such as MUSTER_WEBHOOK_TOKEN")
  .meta({ title: "environment variable", format: "environment-variable" });

/** A map from ids to things, as people write it, becomes a Map of things that know their id. */
export function keyed<Shape extends z.ZodType<object>>(
  shape: Shape,
): z.ZodPipe<
  z.ZodRecord<typeof Slug, Shape>,
  z.ZodTransform<ReadonlyMap<string, z.output<Shape> & { readonly id: string }>>
> {
  return z
    .record(Slug, shape)
    .transform(
      (byId) => new Map(Object.entries(byId).map(([id, value]) => [id, { id, ...value }])),
    );
}

function parseDuration(text: string): Duration | null {
  try {
    const duration = Duration.fromISO(text);
    return duration.isValid ? duration : null;
  } catch {
    return null;
  }
}

/** Slack's own names for a channel: `#incidents`, `incidents` or an id such as C0123ABCD. */
export const ChannelName = z
  .string()
  .regex(
    /^(#?[\p{Ll}\p{Lo}\p{N}_-]{1,80}|[CG][A-Z0-9]{8,})$/u,
    "name a channel, such as #incidents, or give its id",
  )
  .meta({ title: "channel" });
