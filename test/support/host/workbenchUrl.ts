import type { Served } from './served.ts';

export interface WorkbenchTarget {
  /** The folder to open; without it the served VS Code's empty workspace. */
  readonly folder?: string;
  /** The folder of an extension under development; needs a VS Code served with `development`. */
  readonly extensionDevelopmentPath?: string;
  /** The script that tests it in the extension host. */
  readonly extensionTestsPath?: string;
}

/** The address of a workbench of a served VS Code. Paths are absolute. */
export function workbenchUrl(served: Served, target: WorkbenchTarget = {}): string {
  const remote = (file: string): string => `vscode-remote://127.0.0.1:${served.port}${file}`;
  const payload = Object.entries(target)
    .filter(([name]) => name !== 'folder')
    .map(([name, file]) => [name, remote(file)]);
  const url = new URL('/', served.url);
  url.searchParams.set('folder', target.folder ?? served.workspace);
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}
