/** Whether a text is an id as Cloudflare makes them for zones and accounts: 32 hex digits. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{32}$/i.test(text);
}
