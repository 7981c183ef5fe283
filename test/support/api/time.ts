/** A time as the API answers today: UTC, with six fractional digits. `at` in milliseconds since the epoch. */
export function utcTime(at: number): string {
  return new Date(at).toISOString().replace('Z', '451Z');
}

/** The same time as Cloudflare's own page shows it, an hour east of UTC. */
export function offsetTime(at: number): string {
  return utcTime(at + 3_600_000).replace('Z', '+01:00');
}
