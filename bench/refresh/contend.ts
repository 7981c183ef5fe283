import { readFile } from 'node:fs/promises';
import { bareUndici, ours, sdk } from './contenders.ts';

/** Lets one contender refresh, and prints the CPU seconds that it took: `contend NAME URL [CA file]`. */
const [, , name = '', baseUrl = '', caFile] = process.argv;
const contender = { ours, undici: bareUndici, sdk }[name];
if (!contender) {
  throw new Error(`There is no contender ${name}.`);
}
const ca = caFile ? await readFile(caFile, 'utf8') : undefined;
const before = process.cpuUsage();
const configs = await contender(baseUrl, ca);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ configs, cpu: (user + system) / 1e6 }));
process.exit();
