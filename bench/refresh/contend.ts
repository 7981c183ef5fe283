import { readFile } from 'node:fs/promises';
import { bareUndici, ours, sdk } from './contenders.ts';

/**
 * Lets one contender refresh, and prints the CPU seconds that it took:
 * `contend NAME URL TOKEN WARM-UP-TOKEN [CA file]`. Before that it refreshes what the other token may read.
 */
const [, , name = '', baseUrl = '', token = '', warmUpToken = '', caFile] = process.argv;
const contender = { ours, undici: bareUndici, sdk }[name];
if (!contender) {
  throw new Error(`There is no contender ${name}.`);
}
const ca = caFile ? await readFile(caFile, 'utf8') : undefined;
await contender({ baseUrl, token: warmUpToken, ca });
const before = process.cpuUsage();
const configs = await contender({ baseUrl, token, ca });
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ configs, cpu: (user + system) / 1e6 }));
process.exit();
