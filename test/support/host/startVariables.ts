import { DEMO_CREDENTIALS } from '../api/demoWorld.ts';
import { cloudflareVariables } from './environment.ts';

/**
 * The variables that `npm start` gives to the extension host: those of the caller on the real API, otherwise the
 * demo's token, with which the welcome signs in at one click.
 */
export function startVariables(live: boolean, caller: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return live ? cloudflareVariables(caller) : { CLOUDFLARE_API_TOKEN: DEMO_CREDENTIALS.full };
}
