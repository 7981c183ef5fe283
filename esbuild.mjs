import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';

const { values: flags } = parseArgs({
  options: { watch: { type: 'boolean', default: false }, production: { type: 'boolean', default: false } },
});

/**
 * undici's lib/global.js installs a dispatcher for the whole process when it loads. An extension host is
 * shared with other extensions, whose `fetch` would then run through ours: in the bundle nothing is installed, and
 * a request that names no dispatcher of ours fails.
 */
const privateDispatcher = {
  name: 'private-dispatcher',
  setup(build) {
    build.onLoad({ filter: /[\\/]undici[\\/]lib[\\/]global\.js$/ }, () => ({
      contents: `
        const refuse = () => {
          throw new Error('This bundle has no global dispatcher: pass one.');
        };
        module.exports = { setGlobalDispatcher: refuse, getGlobalDispatcher: refuse, installedExports: [] };
      `,
      loader: 'js',
    }));
  },
};

const common = {
  bundle: true,
  format: 'esm',
  minify: flags.production,
  sourcemap: flags.production ? false : 'linked',
  logLevel: 'info',
  metafile: true,
};

const inHost = { ...common, outdir: 'dist', platform: 'node', target: 'node22', external: ['vscode'] };

/** @type {esbuild.BuildOptions[]} */
const builds = [
  {
    ...inHost,
    entryPoints: { extension: 'src/extension.ts' },
    chunkNames: 'chunks/[name]-[hash]',
    splitting: true,
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    plugins: [privateDispatcher],
  },
  {
    ...common,
    entryPoints: { details: 'src/webview/page/details.ts' },
    outdir: 'dist/webview',
    platform: 'browser',
    target: 'chrome134',
  },
];

/** @typedef {{ name: string, version: string, license: string, author?: string, folder: string }} Bundled */

/**
 * The packages of which the bundles contain something.
 * @param {readonly esbuild.Metafile[]} metafiles
 * @returns {Promise<readonly Bundled[]>}
 */
async function bundledPackages(metafiles) {
  const inputs = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap((output) => Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0))
    .map(([input]) => input);
  const folders = inputs.flatMap((input) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  return Promise.all(
    [...new Set(folders)].toSorted().map(async (folder) => {
      const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
      const { name, version, license, author } = manifest;
      if (!license) throw new Error(`${name} has no licence: it cannot be bundled.`);
      return { name, version, license, author: author?.name ?? author, folder };
    }),
  );
}

/**
 * The licences of these packages, which demand to be shipped with them.
 * @param {readonly Bundled[]} packages
 */
async function writeNotices(packages) {
  const notices = await Promise.all(packages.map(notice));
  for (const { within, title, owner } of COMPILED_IN) {
    if (packages.some(({ name }) => name === within)) {
      notices.push(`${title} (MIT), in ${within}\n\n${await mitText(owner)}`);
    }
  }
  await writeFile('dist/THIRD-PARTY-NOTICES.txt', notices.join(`\n${'-'.repeat(80)}\n\n`));
}

/** @param {Bundled} bundled */
async function notice({ name, version, license, author, folder }) {
  const files = (await readdir(folder, { recursive: true })).filter(
    (file) => /^licen[cs]e/i.test(path.basename(file)) && !file.includes('node_modules'),
  );
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  const text = texts.length > 0 ? texts.join('\n') : await licenceText(name, license, author);
  return `${name} ${version} (${license})\n\n${text}`;
}

/** Code of others that a package has compiled in, without the text of their licence. */
const COMPILED_IN = [{ within: 'undici', title: 'llhttp', owner: 'Copyright Fedor Indutny, 2018.' }];

/** The text of a licence that a package only names. */
async function licenceText(name, license, author) {
  if (license !== 'MIT' || !author) throw new Error(`${name} ships no text of its licence.`);
  return mitText(`Copyright (c) ${author}`);
}

/** The MIT licence: ours, with another owner. */
async function mitText(owner) {
  return (await readFile('LICENSE', 'utf8')).replace(/^Copyright .*$/m, owner);
}

/**
 * The bill of materials of what is shipped, in CycloneDX 1.6: what is bundled, not what the lockfile holds for building.
 * @param {readonly Bundled[]} packages
 */
async function writeBillOfMaterials(packages) {
  const { name, version, license } = JSON.parse(await readFile('package.json', 'utf8'));
  const component = (type, of) => ({
    type,
    'bom-ref': purl(of),
    name: of.name,
    version: of.version,
    licenses: [{ license: { id: of.license } }],
    purl: purl(of),
  });
  const bill = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: component('application', { name, version, license }) },
    components: packages.map((bundled) => component('library', bundled)),
  };
  await writeFile('dist/sbom.cdx.json', `${JSON.stringify(bill, undefined, 2)}\n`);
}

/** The package's URL (purl specification, type npm). @param {Pick<Bundled, 'name' | 'version'>} bundled */
function purl({ name, version }) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

await rm('dist', { recursive: true, force: true });
if (flags.watch) {
  const contexts = await Promise.all(builds.map((build) => esbuild.context(build)));
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  const results = await Promise.all(builds.map((build) => esbuild.build(build)));
  const packages = await bundledPackages(results.map(({ metafile }) => metafile));
  await Promise.all([writeNotices(packages), writeBillOfMaterials(packages)]);
}
