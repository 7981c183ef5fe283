import { ensureChromium } from '../support/host/chromium.ts';
import { ensureServedVsCode } from '../support/host/codeServer.ts';
import { runInNode } from './nodeMocha.ts';

await ensureChromium();
await ensureServedVsCode();
await runInNode('adversarial', 120_000);
