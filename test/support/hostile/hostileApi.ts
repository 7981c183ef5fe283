import type { Answer } from '../api/answer.ts';
import type { Api } from '../api/server.ts';
import type { Place } from './hostileWorld.ts';
import type { Payload } from './payloads.ts';
import { headerOf, poisoned } from './poison.ts';

type Envelope = Record<string, unknown>;

const LIST = /^\/zones\?/;
const SECOND_PAGE = /^\/zones\?.*\bpage=2\b/;

/**
 * Lets every text in the answers about places be their payload, and nothing else be wrong. What a place is known by stays.
 * @param cutBy what a second page of the list is refused with; without it, the list has the pages that it has
 */
export function poison(api: Api, places: readonly Place[], cutBy?: Payload): void {
  api.faults.clear();
  if (cutBy) {
    api.faults.add({ kind: 'status', ...refusalOf([cutBy]), path: SECOND_PAGE });
  }
  poisonList(api, places, cutBy && { total_pages: 2 });
  for (const { payload, account, zone } of places) {
    const rewriting = (path: string, poisonedResult: (result: unknown) => unknown) =>
      api.faults.add({
        kind: 'rewrite',
        path: new RegExp(`^/${path}/`),
        rewrite: ({ result, ...rest }) => ({
          ...rest,
          messages: [noticeOf(payload)],
          result: poisonedResult(result),
        }),
      });
    rewriting(`zones/${zone}`, (config) => poisonedConfig(config, payload));
    rewriting(`accounts/${account}`, (peers) => poisonedPeers(peers, payload));
  }
}

/** Lets the texts of the list be payloads, and all else about some places be refused with theirs as the reason. */
export function refuse(api: Api, listed: readonly Place[], refused: readonly Place[] = listed): void {
  api.faults.clear();
  poisonList(api, listed);
  for (const { payload, account, zone } of refused) {
    const path = new RegExp(`^/(zones/${zone}|accounts/${account})/`);
    api.faults.add({ kind: 'status', ...refusalOf([payload]), path });
  }
}

/** A refusal whose every text is a payload. */
export function refusalOf(payloads: readonly Payload[]): Answer {
  const notices = payloads.map(noticeOf);
  return {
    status: 400,
    headers: { 'content-type': 'application/json', 'cf-ray': payloads.map(headerOf).join('') },
    body: JSON.stringify({ success: false, result: null, errors: notices, messages: notices }),
  };
}

/** A config with a payload for each text and number, but for what tells that the zone is in order. */
export function poisonedConfig(config: unknown, payload: Payload): unknown {
  return poisoned(config, payload, ['peers', 'soa_serial']);
}

function poisonList({ faults }: Api, places: readonly Place[], info?: object): void {
  const poisonedEntry = (entry: unknown): unknown => {
    const id = idIn(entry);
    const place = places.find(({ zone, refused }) => zone === id || refused === id);
    if (!place) {
      return entry;
    }
    return place.zone === id
      ? poisoned(entry, place.payload, ['id', 'type'])
      : { ...Object(entry), id: place.payload.text };
  };
  const rewrite = (envelope: Envelope) => ({
    ...envelope,
    ...(info ? { result_info: info } : {}),
    result: listOf(envelope.result).map(poisonedEntry),
  });
  faults.add({ kind: 'rewrite', path: LIST, rewrite });
}

/** Each peer, with another one whose tag is a payload. */
function poisonedPeers(peers: unknown, payload: Payload): unknown {
  return listOf(peers).flatMap((peer) => [
    poisoned(peer, payload, ['id', 'port', 'tsig_id']),
    { ...Object(peer), id: payload.text },
  ]);
}

function noticeOf(payload: Payload): unknown {
  const written = {
    message: '',
    documentation_url: '',
    source: { pointer: '' },
    error_chain: [{ code: 2, message: '' }],
  };
  return { code: 1, ...Object(poisoned(written, payload)) };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function idIn(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined;
}
