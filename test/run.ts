import { parseArgs } from 'node:util';
import { allLayers, type Layer } from './layers/layers.ts';
import { type Outcome, summary } from './layers/outcome.ts';
import { runLayer } from './layers/runLayer.ts';
import { cloudflareVariables } from './support/host/environment.ts';

const usage = `npm test [-- --only LAYER,…] [--grep REGEXP] [--served]

  --only    the layers to run, of: ${allLayers(false)
    .map(({ name }) => name)
    .join(', ')}
  --grep    only tests whose title matches; for unit, scenarios, primaries, extension, adversarial and ui
  --served  run the extension's tests in the served VS Code, even where the desktop one can be had`;

interface Request {
  readonly layers: readonly Layer[];
  readonly grep: string;
}

function readArguments(): Request | 'help' {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      grep: { type: 'string', default: '' },
      served: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const layers = allLayers(values.served);
  const names = values.only?.split(',');
  const unknown = names?.filter((name) => !layers.some((layer) => layer.name === name)) ?? [];
  if (unknown.length > 0) throw new Error(`There is no layer ${unknown.join(', ')}.`);
  return { layers: layers.filter(({ name }) => names?.includes(name) ?? true), grep: values.grep };
}

async function runAll({ layers, grep }: Request): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const layer of layers) {
    const missing = outcomes.find(
      ({ layer: name, failures }) => layer.needs.includes(name) && failures.length > 0,
    );
    outcomes.push(
      missing === undefined
        ? await runLayer(layer, grep)
        : {
            layer: layer.name,
            passed: 0,
            failures: [`cannot run, because ${missing.layer} failed`],
            seconds: 0,
          },
    );
  }
  return outcomes;
}

function request(): Request | 'help' {
  try {
    return readArguments();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}

const wanted = request();
if (wanted === 'help') {
  console.log(usage);
} else {
  for (const name of Object.keys(cloudflareVariables(process.env))) delete process.env[name];
  const outcomes = await runAll(wanted);
  console.log(`\n${summary(outcomes)}`);
  process.exitCode = outcomes.some(({ failures }) => failures.length > 0) ? 1 : 0;
}
