import { existsSync } from 'node:fs';
import path from 'node:path';
import { canInstallPackages, installPackages } from './debian.ts';

const windowsPrograms = [
  process.env.ProgramFiles,
  process.env['ProgramFiles(x86)'],
  process.env.LOCALAPPDATA,
];

const locations: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/opt/google/chrome/chrome',
    '/usr/bin/chromium-browser',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: windowsPrograms
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      path.join(folder, 'Google/Chrome/Application/chrome.exe'),
      path.join(folder, 'Microsoft/Edge/Application/msedge.exe'),
    ]),
};

function installedChromium(): string | undefined {
  return locations[process.platform]?.find((file) => existsSync(file));
}

/**
 * The executable of a Chromium: the one that the variable CHROMIUM names, an installed one, or one that it
 * installs, as root on Debian.
 */
export async function ensureChromium(): Promise<string> {
  const named = process.env.CHROMIUM;
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`CHROMIUM names ${named}, which does not exist.`);
    return named;
  }
  const installed = installedChromium();
  if (installed !== undefined) return installed;
  if (await canInstallPackages()) await installPackages(['chromium', 'fonts-dejavu-core']);
  const found = installedChromium();
  if (found !== undefined) return found;
  throw new Error(
    'No Chromium was found. Install one (Debian: sudo apt-get install chromium; elsewhere Google Chrome), ' +
      'or set CHROMIUM to the path of its executable.',
  );
}
