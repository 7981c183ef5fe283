import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { projectFolder, vsixFile } from '../support/host/paths.ts';

const PACKAGE = v.object({
  version: v.string(),
  hasInstallScript: v.optional(v.boolean(), false),
  dependencies: v.optional(v.record(v.string(), v.string()), {}),
});
const LOCKFILE = v.object({ packages: v.record(v.string(), v.unknown()) });
const MANIFEST = v.object({ allowScripts: v.record(v.string(), v.literal(true)) });
const BILL = v.object({
  bomFormat: v.literal('CycloneDX'),
  specVersion: v.literal('1.6'),
  components: v.array(
    v.object({ name: v.string(), version: v.string(), purl: v.string(), licenses: v.array(v.unknown()) }),
  ),
});

const FOLDER = 'node_modules/';

function read(file: string): string {
  return readFileSync(path.join(projectFolder, file), 'utf8');
}

function readJson(file: string): unknown {
  return JSON.parse(read(file));
}

const { packages } = v.parse(LOCKFILE, readJson('package-lock.json'));

function packageOf(name: string): v.InferOutput<typeof PACKAGE> {
  return v.parse(PACKAGE, packages[FOLDER + name]);
}

/** The packages that the sources import, but for VS Code and Node, and what those depend on. */
function shippedPackages(): readonly string[] {
  const imported = globSync('src/**/*.ts', { cwd: projectFolder }).flatMap((file) =>
    [...read(file).matchAll(/from '((?:@[\w-]+\/)?[\w.-]+)'/g)].flatMap(([, name]) => name ?? []),
  );
  const shipped = new Set<string>();
  const waiting = imported.filter((name) => packages[FOLDER + name] !== undefined);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (!shipped.has(name)) {
      shipped.add(name);
      waiting.push(...Object.keys(packageOf(name).dependencies));
    }
  }
  return [...shipped].toSorted();
}

describe('what is shipped', () => {
  const shipped = shippedPackages().map((name) => ({ name, version: packageOf(name).version }));

  it('names each package in it, with the text of its licence', () => {
    const notices = read('dist/THIRD-PARTY-NOTICES.txt').split(/\n-{80}\n\n/);
    assert.ok(shipped.length >= 6);
    for (const { name, version } of shipped) {
      const notice = notices.find((text) => text.startsWith(`${name} ${version} (`));
      assert.match(notice ?? '', /Copyright[\s\S]*(MERCHANTABILITY|PERFORMANCE OF THIS SOFTWARE)/i, name);
    }
    assert.ok(
      notices.some((text) => /^llhttp \(MIT\), in undici\n[\s\S]*Copyright Fedor Indutny/.test(text)),
    );
    assert.ok(readFileSync(vsixFile).includes('extension/dist/THIRD-PARTY-NOTICES.txt'));
  });

  it('has a bill of materials with each package and its version', () => {
    const { components } = v.parse(BILL, readJson('dist/sbom.cdx.json'));
    assert.deepEqual(
      components.map(({ name, version }) => ({ name, version })),
      shipped,
    );
    for (const { name, version, purl, licenses } of components) {
      assert.equal(purl, `pkg:npm/${name.replace('@', '%40')}@${version}`);
      assert.equal(licenses.length, 1);
    }
  });
});

describe('what builds and tests it', () => {
  const workflows = globSync('.github/workflows/*.yml', { cwd: projectFolder });

  it('runs no install script but those of packages that are named', () => {
    const { allowScripts } = v.parse(MANIFEST, readJson('package.json'));
    const scripts = Object.entries(packages).filter(
      ([, found]) => v.parse(v.partial(PACKAGE), found).hasInstallScript,
    );
    assert.deepEqual(
      scripts.map(([folder]) => folder.slice(FOLDER.length)).toSorted(),
      Object.keys(allowScripts).toSorted(),
    );
    for (const file of workflows) {
      assert.doesNotMatch(read(file), /npm (ci|install)(?! --ignore-scripts)/, file);
    }
  });

  it('uses actions of fixed contents alone', () => {
    for (const file of workflows) {
      for (const [, action = ''] of read(file).matchAll(/uses: (.*)/g)) {
        assert.match(action, /^[\w/-]+@[0-9a-f]{40} # v\d/, file);
      }
    }
  });
});
