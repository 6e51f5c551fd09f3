// Made up and the same on every start, so that a bot can be configured once. They open nothing but this sandbox.
export const BOT_TOKEN = "xoxb-sandbox-not-a-secret";
export const APP_TOKEN = "xapp-sandbox-not-a-secret";
export const SIGNING_SECRET = "sandbox-signing-secret";
