import * as vscode from 'vscode';
import { type BaseUrlProblem, DEFAULT_BASE_URL, parseBaseUrl } from './cloudflare/baseUrl.ts';
import type { NetworkSettings } from './cloudflare/route.ts';
import { type Id, isHexId } from './text/id.ts';

const SECTION = 'secondaryDns';
const NETWORK_SECTION = 'http';

/** The person's settings, checked. */
export interface Settings {
  readonly baseUrl: { readonly url: string } | { readonly problem: BaseUrlProblem };
  /** Ids of zones to show beside those that can be listed, in lower case. */
  readonly zoneIds: readonly Id[];
  /** Milliseconds between refreshes while a view or a page is visible; 0 for never. */
  readonly refreshInterval: number;
  readonly overdueFactor: number;
  readonly maxConcurrentRequests: number;
  /** Whether primaries are asked after each refresh. */
  readonly checkOnRefresh: boolean;
  /** Whether queries to primaries are signed with the account's TSIG, where a peer has one. */
  readonly signChecks: boolean;
  /** Whether peers are asked that only this machine or its network can reach. */
  readonly checkPrivateAddresses: boolean;
  readonly notifications: boolean;
  /** Milliseconds without a further notification after one. */
  readonly quietTime: number;
  readonly statusBar: boolean;
  /** Whether configurations of primaries are checked when they are opened. */
  readonly checkConfigurations: boolean;
  /** The version of the server that they are for, such as `9.18.24`; undefined where it is not said. */
  readonly primaryVersion: string | undefined;
}

/** The person's settings as they are now. It tells of changes. */
export class LiveSettings implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #networkChanged = new vscode.EventEmitter<void>();
  readonly #listener: vscode.Disposable;
  #current = readSettings();

  readonly onDidChange = this.#changed.event;
  readonly onDidChangeNetwork = this.#networkChanged.event;

  constructor() {
    this.#listener = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SECTION)) {
        this.#current = readSettings();
        this.#changed.fire();
      }
      if (change.affectsConfiguration(NETWORK_SECTION)) {
        this.#networkChanged.fire();
      }
    });
  }

  get current(): Settings {
    return this.#current;
  }

  /** The API in use; undefined while the setting is wrong. */
  get baseUrl(): string | undefined {
    const { baseUrl } = this.#current;
    return 'url' in baseUrl ? baseUrl.url : undefined;
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
    this.#networkChanged.dispose();
  }
}

/** Reads the settings. A value of another type or out of range counts as the default. */
export function readSettings(): Settings {
  const section = vscode.workspace.getConfiguration(SECTION);
  const number = (key: string, fallback: number, min: number, max: number): number => {
    const value = section.get<unknown>(key);
    return typeof value === 'number' && Number.isFinite(value)
      ? Math.min(max, Math.max(min, value))
      : fallback;
  };
  const ids = section.get<unknown>('zoneIds');
  // The person's own value: a credential goes where it says, and no workspace may say that.
  const baseUrl = section.inspect<unknown>('apiBaseUrl')?.globalValue;
  const version = section.get<unknown>('primaryVersion');
  return {
    baseUrl: parseBaseUrl(typeof baseUrl === 'string' && baseUrl.trim() ? baseUrl : DEFAULT_BASE_URL),
    zoneIds: (Array.isArray(ids) ? ids : [])
      .map((id: unknown) => (typeof id === 'string' ? id.trim().toLowerCase() : ''))
      .filter(isHexId),
    refreshInterval: number('refreshInterval', 300, 0, 86_400) * 1000,
    overdueFactor: number('overdueFactor', 2, 1, 100),
    maxConcurrentRequests: Math.round(number('maxConcurrentRequests', 8, 1, 64)),
    checkOnRefresh: section.get<unknown>('checkOnRefresh') === true,
    signChecks: section.get<unknown>('signChecks') === true,
    checkPrivateAddresses: section.get<unknown>('checkPrivateAddresses') === true,
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

/** Reads VS Code's settings for the network. A value of another type counts as VS Code's default. */
export function readNetworkSettings(): NetworkSettings {
  const section = vscode.workspace.getConfiguration(NETWORK_SECTION);
  const text = (key: string): string => {
    const value = section.get<unknown>(key);
    return typeof value === 'string' ? value : '';
  };
  const noProxy = section.get<unknown>('noProxy');
  return {
    proxy: text('proxy'),
    noProxy: (Array.isArray(noProxy) ? noProxy : []).filter((entry) => typeof entry === 'string'),
    proxySupport: text('proxySupport'),
    proxyStrictSSL: section.get<unknown>('proxyStrictSSL') !== false,
    proxyAuthorization: text('proxyAuthorization') || undefined,
    systemCertificates: section.get<unknown>('systemCertificates') !== false,
  };
}
