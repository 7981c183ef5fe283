import type { PageState, ToHost } from '../../webview/protocol.ts';

const PLAIN = [
  'ready',
  'refresh',
  'check',
  'openDashboard',
  'openStatement',
  'copyJson',
  'copyCurl',
  'copyZoneId',
  'copyPeerTags',
] as const;

/** A message of the page; undefined for anything else, since a page is not to be trusted. */
export function readMessage(message: unknown): ToHost | undefined {
  if (!isRecord(message)) {
    return undefined;
  }
  const type = PLAIN.find((known) => known === message.type);
  if (type) {
    return { type };
  }
  return message.type === 'copyPeerTag' && typeof message.tag === 'string'
    ? { type: 'copyPeerTag', tag: message.tag }
    : undefined;
}

/** What a page kept across a reload; undefined when it is of no use. */
export function readPageState(state: unknown): PageState | undefined {
  return isRecord(state) && typeof state.zoneId === 'string' && state.zoneId !== ''
    ? { zoneId: state.zoneId }
    : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
