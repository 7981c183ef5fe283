import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { promisify } from 'node:util';

const chunks = new URL('../../../dist/chunks/', import.meta.url);

/** Loads the bundled transport in a process of its own and tells what became of the process's dispatchers. */
const script = `
  const names = ['undici.globalDispatcher.1', 'undici.globalDispatcher.2'];
  const look = () => names.map((name) => globalThis[Symbol.for(name)]);
  await fetch('data:,').catch(() => undefined);
  const before = look();
  const module = await import(process.argv[1]);
  const transport = module.undiciTransport();
  const after = look();
  await transport.close();
  console.log(JSON.stringify(before.map((dispatcher, index) => dispatcher === after[index])));
`;

describe('the bundled undici', () => {
  it('leaves the dispatchers of the process, which other extensions share, as they were', async () => {
    const chunk = (await readdir(chunks)).find((name) => /^undiciTransport-.*\.js$/.test(name));
    assert.ok(chunk, 'the transport is not a chunk of its own');
    const url = new URL(chunk, chunks).href;
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--input-type=module',
      '-e',
      script,
      url,
    ]);
    assert.deepEqual(JSON.parse(stdout), [true, true]);
  });
});
