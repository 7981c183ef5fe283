/** Whom a token belongs to: the user who makes it, or an account. */
export type TokenOwner = 'user' | 'account';

/** The least that lists zones, reads their configuration and names their peers, by the dashboard's keys. */
const PERMISSIONS = [
  { key: 'zone', type: 'read' },
  { key: 'dns', type: 'read' },
  { key: 'account_settings', type: 'read' },
] as const;

const NAME = 'Secondary DNS for VS Code';

/** The dashboard's form for a new token, filled in with the least permissions; the person still presses Create. */
export function tokenFormUrl(owner: TokenOwner): string {
  const permissions = encodeURIComponent(JSON.stringify(PERMISSIONS));
  const name = encodeURIComponent(NAME);
  return owner === 'user'
    ? `https://dash.cloudflare.com/profile/api-tokens?permissionGroupKeys=${permissions}&accountId=*&zoneId=all&name=${name}`
    : `https://dash.cloudflare.com/?to=/:account/api-tokens&permissionGroupKeys=${permissions}&name=${name}`;
}
