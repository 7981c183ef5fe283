import { answersVersion } from './command.ts';
import { canInstallPackages, installPackages } from './debian.ts';

const tools = ['python3', 'make', 'g++'] as const;

async function missingTools(): Promise<string[]> {
  const answers = await Promise.all(tools.map(async (tool) => ({ tool, works: await answersVersion(tool) })));
  return answers.filter(({ works }) => !works).map(({ tool }) => tool);
}

/** Makes sure that native modules can be built: installs what is missing, as root on Debian, or says what is. */
export async function ensureBuildTools(): Promise<void> {
  const missing = await missingTools();
  if (missing.length === 0) return;
  if (await canInstallPackages()) await installPackages(missing);
  const still = await missingTools();
  if (still.length === 0) return;
  throw new Error(
    `The served VS Code is built here, which needs ${still.join(', ')}. Install them ` +
      `(Debian and Ubuntu: sudo apt-get install ${still.join(' ')}; macOS: xcode-select --install).`,
  );
}
