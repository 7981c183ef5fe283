import { rm } from 'node:fs/promises';
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

await rm('dist', { recursive: true, force: true });
if (flags.watch) {
  const contexts = await Promise.all(builds.map((build) => esbuild.context(build)));
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  await Promise.all(builds.map((build) => esbuild.build(build)));
}
