import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { projectFolder } from '../test/support/host/paths.ts';
import { measure } from './child.ts';
import { dnsFigures } from './dns.ts';
import { type Figure, round } from './figure.ts';
import { hostFigures } from './host/index.ts';
import { refreshFigures } from './refresh/index.ts';
import { requestFigures } from './requests.ts';
import { sizeFigures } from './sizes.ts';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Few zones and pairs: to see that it runs, not to be quoted. */
    quick: { type: 'boolean', default: false },
    /** Writes the report, bench/README.md. */
    write: { type: 'boolean', default: false },
  },
});

async function historyFigure(): Promise<readonly Figure[]> {
  const { megabytes } = v.parse(v.object({ megabytes: v.number() }), await measure('history.ts'));
  return [{ name: 'history.10k.mb', value: megabytes, unit: 'MB', limit: 20, note: '48 observations each' }];
}

const groups: readonly (readonly [string, () => Promise<readonly Figure[]>])[] = [
  ['sizes', sizeFigures],
  ['refresh', () => refreshFigures(flags.quick ? 200 : 2000, flags.quick ? 1 : 7)],
  ['requests', requestFigures],
  ['history', historyFigure],
  ['DNS', () => dnsFigures(flags.quick ? 100 : 1000, flags.quick ? 1 : 5)],
  ['extension host', () => hostFigures(flags.quick ? 1 : 5)],
];

const versionOf = (name: string): string => {
  const file = path.join(projectFolder, 'node_modules', name, 'package.json');
  return v.parse(v.object({ version: v.string() }), JSON.parse(readFileSync(file, 'utf8'))).version;
};
const [cpu] = cpus();
const machine = {
  processor: cpu?.model ?? 'not known',
  cores: cpus().length,
  memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  system: `${process.platform} ${release()}`,
  node: process.version,
  undici: versionOf('undici'),
  'cloudflare SDK': versionOf('cloudflare'),
};

const figures: Figure[] = [];
for (const [name, group] of groups) {
  console.error(`${name} …`);
  figures.push(...(await group()));
}

function verdict({ value, limit }: Figure): string {
  return value === undefined ? 'not measured' : value <= limit ? 'yes' : '**no**';
}

function report(): string {
  const facts = Object.entries(machine).map(([key, value]) => `${key} ${value}`);
  const rows = figures.map((figure) => {
    const { name, value, unit, limit, note = '' } = figure;
    return `| \`${name}\` | ${value === undefined ? '–' : round(value)} | ${unit} | ${limit} | ${verdict(figure)} | ${note} |`;
  });
  return [
    '| figure | value | unit | at most | reached | |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `Measured on: ${facts.join(', ')}.`,
  ].join('\n');
}

console.log(flags.json ? JSON.stringify({ machine, figures }, undefined, 2) : report());
if (flags.write) {
  const head = readFileSync(path.join(import.meta.dirname, 'head.md'), 'utf8');
  writeFileSync(path.join(import.meta.dirname, 'README.md'), `${head}\n${report()}\n`);
}
