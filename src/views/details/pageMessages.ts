import { type Id, isId } from '../../text/id.ts';
import { PAGE_ACTIONS, type PageAction, type PageState, type ToHost } from '../../webview/protocol.ts';

/** A message of the page; undefined for anything else, since a page is not to be trusted. */
export function readMessage(message: unknown): ToHost | undefined {
  if (!isRecord(message) || typeof message.type !== 'string') {
    return undefined;
  }
  const { type, tag } = message;
  if (type === 'ready') {
    return { type };
  }
  if (!isPageAction(type)) {
    return undefined;
  }
  if (type !== 'copyPeerTag') {
    return { type };
  }
  return typeof tag === 'string' ? { type, tag } : undefined;
}

function isPageAction(text: string): text is PageAction {
  return Object.hasOwn(PAGE_ACTIONS, text);
}

/** What a page kept across a reload; undefined when it is of no use. */
export function readPageState(state: unknown): (PageState & { readonly zoneId: Id }) | undefined {
  return isRecord(state) && typeof state.zoneId === 'string' && isId(state.zoneId)
    ? { zoneId: state.zoneId }
    : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
