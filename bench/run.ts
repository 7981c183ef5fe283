import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { projectFolder } from '../test/support/host/paths.ts';
import { dns } from './dns.ts';
import { type Figure, figuresOf, type Group, round } from './figure.ts';
import { history } from './history/index.ts';
import { extensionHost } from './host/index.ts';
import { primaries } from './primaries/index.ts';
import { refresh } from './refresh/index.ts';
import { requests } from './requests.ts';
import { sizes } from './sizes.ts';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Few zones and pairs: to see that it runs, not to be quoted. */
    quick: { type: 'boolean', default: false },
    /** Writes the report, bench/README.md. */
    write: { type: 'boolean', default: false },
  },
});

/** `sizes` builds what the extension host loads. */
const groups: readonly Group[] = [
  sizes,
  refresh(flags.quick ? 200 : 2000, flags.quick ? 1 : 7),
  requests,
  history,
  primaries,
  dns(flags.quick ? 100 : 1000, flags.quick ? 1 : 15),
  extensionHost(flags.quick ? 1 : 9),
];

const versionOf = (name: string): string => {
  const file = path.join(projectFolder, 'node_modules', name, 'package.json');
  return v.parse(v.object({ version: v.string() }), JSON.parse(readFileSync(file, 'utf8'))).version;
};

function machine(): Readonly<Record<string, string | number>> {
  return {
    processor: cpus()[0]?.model ?? 'not known',
    cores: cpus().length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${process.platform} ${release()}`,
    Node: process.versions.node,
    undici: versionOf('undici'),
    'Cloudflare SDK': versionOf('cloudflare'),
  };
}

function verdict({ value, limit }: Figure): string {
  return value === null ? 'not measured' : value <= limit ? 'yes' : '**no**';
}

function report(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { name, value, unit, limit, note = '' } = figure;
    return `| \`${name}\` | ${value === null ? '–' : round(value)} | ${unit} | ${limit} | ${verdict(figure)} | ${note} |`;
  });
  const facts = Object.entries(machine()).map(([key, value]) => `${key} ${value}`);
  return [
    '| figure | value | unit | at most | reached | |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `Measured on: ${facts.join(', ')}.`,
  ].join('\n');
}

// The standard output holds the figures alone; what helpers tell of their progress goes elsewhere.
console.log = console.error;
const figures: Figure[] = [];
for (const group of groups) {
  const start = performance.now();
  console.error(`${group.title} …`);
  figures.push(...(await figuresOf(group)));
  console.error(`${group.title}: ${Math.round((performance.now() - start) / 1000)} s`);
}
const text = flags.json ? JSON.stringify({ machine: machine(), figures }, undefined, 2) : report(figures);
process.stdout.write(`${text}\n`);
if (flags.write) {
  const head = readFileSync(path.join(import.meta.dirname, 'head.md'), 'utf8');
  writeFileSync(path.join(import.meta.dirname, 'README.md'), `${head}\n${report(figures)}\n`);
}
