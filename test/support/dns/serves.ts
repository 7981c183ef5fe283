import type { SoaAnswer } from '../../../src/dns/answer.ts';
import type { ServerAddress } from '../../../src/dns/serverAddress.ts';
import { SoaClient } from '../../../src/dns/soaClient.ts';
import { until } from './until.ts';

/** Answers in a row after which the process that NSD replaces at a reload, and which shares its socket, has ended. */
const IN_A_ROW = 10;

/** Resolves when a server tells this serial and no other: servers' commands may return before their work is done. */
export function serves(server: ServerAddress, zone: string, serial: number): Promise<void> {
  let good = 0;
  return says(server, zone, `${zone} ${serial}`, (answer) => {
    good = answer.kind === 'ok' && answer.soa.serial === serial ? good + 1 : 0;
    return good === IN_A_ROW;
  });
}

/** Resolves when a server answers nothing any more: one that is stopped may still end what it is at. */
export function hangs(server: ServerAddress): Promise<void> {
  return says(server, 'hangs.example', 'silence', (answer) => answer.kind === 'timeout');
}

async function says(
  server: ServerAddress,
  zone: string,
  title: string,
  isGood: (answer: SoaAnswer) => boolean,
): Promise<void> {
  const client = new SoaClient({ limits: { udpTimeout: 200, breaker: { timeouts: 1000, cooldown: 0 } } });
  try {
    await until(title, () => client.ask(zone, server), isGood);
  } finally {
    client.dispose();
  }
}
