import type { SoaAnswer, SoaOutcome, TsigProblem } from '../../dns/answer.ts';
import * as l10n from '../../text/l10n.ts';
import { cleanText, joined, type Text, text } from '../../text/text.ts';

/** What a server said, in a few words; its own words follow where it added any. */
export function answerText(answer: SoaAnswer): Text {
  const added = answer.extendedErrors.map(({ code, text: words }) =>
    joined([l10n.t('extended error {0}', code), cleanText(words)], ': '),
  );
  return joined([outcomeText(answer), ...added], ' · ');
}

function outcomeText(outcome: SoaOutcome): Text {
  switch (outcome.kind) {
    case 'ok':
      return l10n.t('serial {0}', outcome.soa.serial);
    case 'not-authoritative':
      return l10n.t('serial {0}, without authority', outcome.soa.serial);
    case 'refused':
      return l10n.t('refused');
    case 'nxdomain':
      return l10n.t('no such name (NXDOMAIN)');
    case 'no-soa':
      return l10n.t('no zone of this name');
    case 'lame':
      return l10n.t('refers to others');
    case 'servfail':
      return l10n.t('failed ({0})', text`SERVFAIL`);
    case 'rcode':
      return l10n.t('failed ({0})', cleanText(outcome.name));
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
      return l10n.t('unreachable ({0})', cleanText(outcome.code));
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

function tsigOutcomeText(problem: TsigProblem): Text {
  switch (problem) {
    case 'bad-key':
      return l10n.t('TSIG refused ({0})', text`BADKEY`);
    case 'bad-sig':
      return l10n.t('TSIG refused ({0})', text`BADSIG`);
    case 'bad-time':
      return l10n.t('TSIG refused ({0})', text`BADTIME`);
    case 'bad-trunc':
      return l10n.t('TSIG refused ({0})', text`BADTRUNC`);
    case 'other-error':
      return l10n.t('TSIG refused');
    case 'unsigned':
      return l10n.t('an answer without a signature');
    case 'bad-mac':
    case 'other-key':
      return l10n.t('an answer with a wrong signature');
  }
}
