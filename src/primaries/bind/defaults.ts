/**
 * What the server does with a transfer that no `allow-transfer` speaks of: until 9.19.24 it allowed it, since then
 * it refuses it.
 * @param version such as `9.18.24`, with whatever around it
 * @returns undefined where the version does not tell
 */
export function allowsByDefault(version: string | undefined): boolean | undefined {
  const [, major, minor, patch] = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(version ?? '') ?? [];
  if (major === undefined || minor === undefined) return undefined;
  const isDevelopment = Number(major) === 9 && Number(minor) === 19;
  if (isDevelopment) return patch === undefined ? undefined : Number(patch) < 25;
  return Number(major) < 9 || (Number(major) === 9 && Number(minor) < 19);
}
