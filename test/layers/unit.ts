import { runInNode } from './nodeMocha.ts';

await runInNode('unit', 10_000);
