import path from 'node:path';

const privateToTheCaller =
  /^(VSCODE_|CODE_SERVER_|ELECTRON_|CLOUDFLARE_|npm_|NODE_OPTIONS$|PORT$|PASSWORD$|HASHED_PASSWORD$|INIT_CWD$)/;

/**
 * `environment` without what would steer a VS Code started from it: variables of an enclosing VS Code or npm,
 * and Cloudflare credentials.
 */
export function withoutCallerVariables(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !privateToTheCaller.test(name)));
}

/** The variables of `environment` that hold Cloudflare credentials. */
export function cloudflareVariables(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith('CLOUDFLARE_')));
}

/** The variables that make `home` the home of a process and `temporary` its folder for sockets and temporary files. */
export function homeVariables(home: string, temporary: string): NodeJS.ProcessEnv {
  return {
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_DATA_HOME: path.join(home, '.local', 'share'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    XDG_RUNTIME_DIR: temporary,
    TMPDIR: temporary,
  };
}

/** The variables that put this process's own Node first on the PATH. */
export function withOwnNodeFirst(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ownFolder = path.dirname(process.execPath);
  return { ...environment, PATH: [ownFolder, environment.PATH ?? ''].join(path.delimiter) };
}
