import pLimit from 'p-limit';
import type { Credential } from '../../../src/cloudflare/authorization.ts';
import { Cloudflare, type Connection } from '../../../src/cloudflare/cloudflare.ts';
import type { Transport } from '../../../src/cloudflare/transport.ts';
import { undiciTransport } from '../../../src/cloudflare/undiciTransport.ts';
import { type Api, startApi } from '../api/server.ts';
import { DEMO_CREDENTIALS, type World } from '../api/world.ts';
import { HurriedClock } from '../clock/hurriedClock.ts';
import { FOREVER } from '../values/forever.ts';
import { RecordingLog } from './recordingLog.ts';

export const FULL: Credential = { kind: 'token', token: DEMO_CREDENTIALS.full };

/** The real service layer before the API on loopback. */
export interface Service extends AsyncDisposable {
  readonly api: Api;
  readonly cloudflare: Cloudflare;
  readonly log: RecordingLog;
  connect(credential?: Credential): Connection;
}

/** @param timeLimit milliseconds for one exchange */
export async function startService(world: World, timeLimit = 5000): Promise<Service> {
  const api = await startApi(world);
  const transport: Transport = undiciTransport();
  const log = new RecordingLog();
  const cloudflare = new Cloudflare({
    transport,
    limit: pLimit(8),
    log,
    userAgent: 'test',
    clock: new HurriedClock(),
    random: Math.random,
    timeLimit,
  });
  return {
    api,
    cloudflare,
    log,
    connect: (credential = FULL) => cloudflare.connect(api.url, credential, FOREVER, () => {}),
    async [Symbol.asyncDispose]() {
      await transport.close();
      await api.close();
    },
  };
}

/** A signal that never aborts. */
export function patient(): { readonly signal: AbortSignal } {
  return { signal: new AbortController().signal };
}
