import { runInNode } from './nodeMocha.ts';

await runInNode('scenarios', 30_000);
