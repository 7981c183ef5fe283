import * as l10n from '@vscode/l10n';
import type { Doubt } from './doubt.ts';

/** Why something cannot be told, as a sentence. */
export function doubtText({ kind, subject }: Doubt): string {
  switch (kind) {
    case 'include-missing':
      return l10n.t('The included file {0} is not there.', subject);
    case 'include-unreadable':
      return l10n.t('The included file {0} could not be read.', subject);
    case 'include-cycle':
      return l10n.t('The included file {0} includes itself.', subject);
    case 'unknown-name':
      return l10n.t('{0} is not defined in the files that were read.', subject);
    case 'server-knows':
      return l10n.t('Only the running server knows which addresses {0} stands for.', subject);
    case 'version':
      return l10n.t('The default of {0} depends on the version of the server.', subject);
    case 'database':
      return l10n.t('The answer is in the server’s database. This command shows it: {0}', subject);
    case 'name-servers':
      return l10n.t('The addresses of the zone’s name servers decide ({0}).', subject);
    case 'placeholder':
      return l10n.t('{0} is a placeholder that has yet to be replaced.', subject);
    case 'template':
      return l10n.t('The template {0} was not evaluated.', subject);
    case 'syntax':
      return l10n.t('This was not understood: {0}', subject);
    case 'too-deep':
      return l10n.t('The blocks are nested too deeply.');
    case 'too-large':
      return l10n.t('The file is too large to be read.');
    case 'not-text':
      return l10n.t('The file is not text in an encoding that is understood.');
    case 'elsewhere':
      return l10n.t('What decides is in another file of the configuration: {0}', subject);
    case 'transport':
      return l10n.t('It depends on the port or the transport: {0}', subject);
  }
}
