import type { Credential } from '../../../src/cloudflare/authorization.ts';
import { Network, type Plan } from './network.ts';

/** What this process is to ask. */
export interface Order {
  readonly plan: Plan;
  readonly accountId: string;
  readonly credentials: readonly Credential[];
}

const { plan, accountId, credentials }: Order = JSON.parse(process.argv[2] ?? '');
const network = new Network(plan);
const outcomes = await Promise.all(credentials.map((credential) => network.ask(accountId, credential)));
await network.close();
console.log(JSON.stringify({ outcomes, fetched: network.fetched, log: network.log.lines }));
