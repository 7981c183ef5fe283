import { withOwnNodeFirst } from './environment.ts';

/** The command line of the npm that runs this process, or of the one on the PATH, with `args`. */
export function npmCommand(args: readonly string[]): [string, ...string[]] {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return [process.execPath, script, ...args];
  return ['npm', ...args];
}

/**
 * The environment for an npm that works in another project's folder: what npm told about this project is left
 * out, its configuration stays.
 */
export function npmEnvironment(): NodeJS.ProcessEnv {
  const aboutThisProject = /^npm_(package_|lifecycle_|command$|config_local_prefix$)/;
  const entries = Object.entries(process.env).filter(([name]) => !aboutThisProject.test(name));
  return withOwnNodeFirst(Object.fromEntries(entries));
}
