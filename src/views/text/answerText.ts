import * as l10n from '@vscode/l10n';
import type { SoaAnswer, SoaOutcome, TsigProblem } from '../../dns/answer.ts';

/** What a server said, in a few words; its own words follow where it added any. */
export function answerText(answer: SoaAnswer): string {
  const added = answer.extendedErrors.map(({ code, text }) =>
    [l10n.t('extended error {0}', code), text].filter(Boolean).join(': '),
  );
  return [outcomeText(answer), ...added].join(' · ');
}

function outcomeText(outcome: SoaOutcome): string {
  switch (outcome.kind) {
    case 'ok':
      return l10n.t('serial {0}', String(outcome.soa.serial));
    case 'not-authoritative':
      return l10n.t('serial {0}, without authority', String(outcome.soa.serial));
    case 'refused':
      return l10n.t('refused');
    case 'nxdomain':
      return l10n.t('no such name (NXDOMAIN)');
    case 'no-soa':
      return l10n.t('no zone of this name');
    case 'lame':
      return l10n.t('refers to others');
    case 'servfail':
      return l10n.t('failed ({0})', 'SERVFAIL');
    case 'rcode':
      return l10n.t('failed ({0})', outcome.name);
    case 'bad-message':
      return l10n.t('an answer that cannot be trusted');
    case 'tsig':
      return tsigOutcomeText(outcome.problem);
    case 'timeout':
      return l10n.t('no answer within {0} s', Math.ceil(outcome.waited / 1000));
    case 'silent':
      return l10n.t('not asked: it had just been silent');
    case 'closed-port':
      return l10n.t('refused the connection');
    case 'unreachable':
      return l10n.t('unreachable ({0})', outcome.code);
    case 'bad-name':
      return l10n.t('not asked: the zone’s name cannot be asked for');
    case 'bad-server':
      return l10n.t('not asked: no address that can be used');
    case 'unusable-key':
      return l10n.t('not asked: the TSIG cannot sign');
    case 'cancelled':
      return l10n.t('cancelled');
  }
}

function tsigOutcomeText(problem: TsigProblem): string {
  switch (problem) {
    case 'bad-key':
      return l10n.t('TSIG refused ({0})', 'BADKEY');
    case 'bad-sig':
      return l10n.t('TSIG refused ({0})', 'BADSIG');
    case 'bad-time':
      return l10n.t('TSIG refused ({0})', 'BADTIME');
    case 'bad-trunc':
      return l10n.t('TSIG refused ({0})', 'BADTRUNC');
    case 'other-error':
      return l10n.t('TSIG refused');
    case 'unsigned':
      return l10n.t('an answer without a signature');
    case 'bad-mac':
    case 'other-key':
      return l10n.t('an answer with a wrong signature');
  }
}
