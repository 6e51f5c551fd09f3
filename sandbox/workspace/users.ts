import type { Json } from "#sandbox/json.ts";
import { stableId } from "./ids.ts";
import type { Seed } from "./seed.ts";
import type { Workspace } from "./workspace.ts";

export type User = {
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  readonly realName: string;
  readonly email: string | null;
  readonly tz: string;
  readonly isAdmin: boolean;
  readonly isRestricted: boolean;
  readonly isBot: boolean;
  readonly isDeleted: boolean;
  /** From another workspace, met in a shared channel. */
  readonly isStranger: boolean;
  readonly presence: "active" | "away";
  /** Seconds since 1970; null when notifications are on. */
  readonly dndUntil: number | null;
};

export function userFromSeed(entry: Seed["users"][number], teamId: string): User {
  return {
    id: entry.id ?? stableId("U", entry.name),
    teamId: entry.team === undefined ? teamId : stableId("T", entry.team),
    name: entry.name,
    realName: entry.real_name ?? entry.name,
    email: entry.email ?? null,
    tz: entry.tz,
    isAdmin: entry.is_admin,
    isRestricted: entry.is_restricted,
    isBot: entry.is_bot,
    isDeleted: entry.deleted,
    isStranger: entry.team !== undefined,
    presence: "active",
    dndUntil: null,
  };
}

export function findUser(workspace: Workspace, idOrName: string): User | undefined {
  const name = idOrName.replace(/^@/, "");
  return (
    workspace.users.get(name) ?? [...workspace.users.values()].find((user) => user.name === name)
  );
}

export function changeUser(workspace: Workspace, user: User, changes: Partial<User>): User {
  const changed = { ...user, ...changes };
  workspace.users.set(user.id, changed);
  return changed;
}

export function isInDnd(workspace: Workspace, user: User): boolean {
  return user.dndUntil !== null && user.dndUntil * 1000 > workspace.now();
}

export function userObject(workspace: Workspace, user: User, withEmail: boolean): Json {
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.name,
    deleted: user.isDeleted,
    ...(user.isDeleted ? {} : zoneFields(workspace, user)),
    ...(user.isStranger ? { is_stranger: true } : {}),
    profile: profileObject(workspace, user, withEmail),
    is_bot: user.isBot,
    is_app_user: false,
    updated: workspace.createdAt,
  };
}

/** Slack leaves these out for somebody who was deactivated. */
function zoneFields(workspace: Workspace, user: User): Json {
  return {
    color: "9f69e7",
    real_name: user.realName,
    tz: user.tz,
    tz_label: zoneName(user.tz, workspace.now(), "long"),
    tz_offset: offsetSeconds(user.tz, workspace.now()),
    is_admin: user.isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: user.isRestricted,
    is_ultra_restricted: false,
    is_email_confirmed: true,
    who_can_share_contact_card: "EVERYONE",
  };
}

export function profileObject(workspace: Workspace, user: User, withEmail: boolean): Json {
  const [first = "", ...rest] = user.realName.split(" ");
  const image = `${workspace.url}/avatars/${user.id}.svg`;
  return {
    title: "",
    phone: "",
    real_name: user.realName,
    real_name_normalized: user.realName,
    display_name: user.isBot ? "" : user.name,
    display_name_normalized: user.isBot ? "" : user.name,
    first_name: first,
    last_name: rest.join(" "),
    status_text: "",
    status_emoji: "",
    status_expiration: 0,
    avatar_hash: user.id.slice(1).toLowerCase(),
    image_24: image,
    image_48: image,
    image_72: image,
    image_192: image,
    image_512: image,
    team: user.teamId,
    ...(withEmail && user.email !== null ? { email: user.email } : {}),
    ...(user.id === workspace.app.botUserId
      ? { api_app_id: workspace.app.id, bot_id: workspace.app.botId, always_active: true }
      : {}),
  };
}

function offsetSeconds(zone: string, at: number): number {
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(zoneName(zone, at, "longOffset"));
  if (match === null) return 0;
  const [, sign, hours, minutes] = match;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}

function zoneName(zone: string, at: number, style: "long" | "longOffset"): string {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    timeZoneName: style,
  }).formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}
