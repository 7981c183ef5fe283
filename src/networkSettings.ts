import * as vscode from 'vscode';
import type { NetworkSettings } from './cloudflare/route.ts';

/** The section of VS Code's settings that `readNetworkSettings` reads. */
export const NETWORK_SECTION = 'http';

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
