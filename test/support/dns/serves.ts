import type { ServerAddress } from '../../../src/dns/serverAddress.ts';
import { SoaClient } from '../../../src/dns/soaClient.ts';
import { until } from './until.ts';

/** Resolves when a server tells this serial: servers' commands may return before their work is done. */
export async function serves(server: ServerAddress, zone: string, serial: number): Promise<void> {
  const client = new SoaClient({ limits: { udpTimeout: 200, breaker: { timeouts: 1000, cooldown: 0 } } });
  try {
    await until(
      `${zone} ${serial}`,
      () => client.ask(zone, server),
      (answer) => answer.kind === 'ok' && answer.soa.serial === serial,
    );
  } finally {
    client.dispose();
  }
}
