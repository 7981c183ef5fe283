import path from 'node:path';
import { npmCommand } from '../support/host/npm.ts';

export interface Layer {
  readonly name: string;
  /** Layers whose outcome this one uses: when one of them failed, it cannot run. */
  readonly needs: readonly string[];
  readonly command: readonly [string, ...string[]];
  /** `command` counts as one test by its exit code, `mocha` by the results that it writes. */
  readonly counts: 'command' | 'mocha';
}

function script(name: string, needs: readonly string[] = []): Layer {
  return { name, needs, command: npmCommand(['run', '--silent', name]), counts: 'command' };
}

function mocha(name: string, needs: readonly string[] = [], args: readonly string[] = []): Layer {
  const main = path.join(import.meta.dirname, `${name}.ts`);
  return { name, needs, command: [process.execPath, main, ...args], counts: 'mocha' };
}

/** All that `npm test` runs, in its order. `served` keeps the extension's tests off the desktop VS Code. */
export function allLayers(served: boolean): readonly Layer[] {
  return [
    script('lint'),
    script('types'),
    script('build'),
    mocha('unit'),
    mocha('scenarios'),
    mocha('primaries'),
    script('package', ['build']),
    mocha('extension', ['build'], served ? ['--served'] : []),
    mocha('adversarial', ['package']),
    mocha('ui', ['package']),
  ];
}
