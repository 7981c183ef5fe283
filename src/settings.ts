import * as vscode from 'vscode';
import { type BaseUrlProblem, DEFAULT_BASE_URL, parseBaseUrl } from './cloudflare/baseUrl.ts';
import { isId } from './cloudflare/id.ts';

export const SECTION = 'secondaryDns';

/** The person's settings, checked. */
export interface Settings {
  readonly baseUrl: { readonly url: string } | { readonly problem: BaseUrlProblem };
  /** Ids of zones to show beside those that can be listed, in lower case. */
  readonly zoneIds: readonly string[];
  /** Milliseconds between refreshes while somebody looks; 0 for never. */
  readonly refreshInterval: number;
  readonly overdueFactor: number;
  readonly maxConcurrentRequests: number;
  /** Primaries are asked after each refresh. */
  readonly checkOnRefresh: boolean;
  /** Questions to primaries are signed with the account's TSIG, where a peer has one. */
  readonly signChecks: boolean;
  readonly notifications: boolean;
  /** Milliseconds without a further notification after one. */
  readonly quietTime: number;
  readonly statusBar: boolean;
  /** Configurations of primaries are checked when they are opened. */
  readonly checkConfigurations: boolean;
  /** The version of the server that they are for, such as `9.18.24`; undefined where it is not said. */
  readonly primaryVersion: string | undefined;
}

/** Reads the settings. A value of another type or out of range counts as the default. */
export function readSettings(): Settings {
  const section = vscode.workspace.getConfiguration(SECTION);
  const number = (key: string, fallback: number, least: number, most: number): number => {
    const value = section.get<unknown>(key);
    return typeof value === 'number' && Number.isFinite(value)
      ? Math.min(most, Math.max(least, value))
      : fallback;
  };
  const ids = section.get<unknown>('zoneIds');
  const baseUrl = section.get<unknown>('apiBaseUrl');
  const version = section.get<unknown>('primaryVersion');
  return {
    baseUrl: parseBaseUrl(typeof baseUrl === 'string' && baseUrl.trim() ? baseUrl : DEFAULT_BASE_URL),
    zoneIds: (Array.isArray(ids) ? ids : [])
      .filter((id): id is string => typeof id === 'string' && isId(id.trim()))
      .map((id) => id.trim().toLowerCase()),
    refreshInterval: number('refreshInterval', 300, 0, 86_400) * 1000,
    overdueFactor: number('overdueFactor', 2, 1, 100),
    maxConcurrentRequests: Math.round(number('maxConcurrentRequests', 8, 1, 64)),
    checkOnRefresh: section.get<unknown>('checkOnRefresh') === true,
    signChecks: section.get<unknown>('signChecks') === true,
    notifications: section.get<unknown>('notifications') !== false,
    quietTime: number('quietMinutes', 60, 0, 10_080) * 60_000,
    statusBar: section.get<unknown>('statusBar') === true,
    checkConfigurations: section.get<unknown>('checkConfigurations') !== false,
    primaryVersion: typeof version === 'string' && version.trim() ? version.trim() : undefined,
  };
}

/** Writes the ids of the zones that were added by hand, for all windows of the person. */
export async function writeZoneIds(ids: readonly string[]): Promise<void> {
  await vscode.workspace.getConfiguration(SECTION).update('zoneIds', ids, vscode.ConfigurationTarget.Global);
}
