import type { SoaAnswer } from '../../dns/answer.ts';
import { NOTIFY_TARGETS, prefixesOf } from '../../primaries/cloudflareAddresses.ts';
import * as l10n from '../../text/l10n.ts';
import { cleanText, joined, type Text, text } from '../../text/text.ts';
import type { Tone } from '../../webview/protocol.ts';
import type { NotAsked, PrimaryView } from '../../zones/check.ts';
import type { PrimarySerial, Trouble, Verdict } from '../../zones/verdict.ts';
import type { DisplayContext } from './displayContext.ts';
import { duration } from './time.ts';

/** A verdict in words: a sentence with its evidence, and what to do next where anything is to be done. */
export interface VerdictText {
  readonly sentence: Text;
  readonly advice: Text | undefined;
}

const TONES: Readonly<Record<Verdict['kind'], Tone>> = {
  'in-step': 'good',
  behind: 'warning',
  ahead: 'bad',
  disagree: 'bad',
  incomparable: 'bad',
  'never-transferred': 'warning',
  'notify-missing': 'warning',
  'one-primary-asked': 'warning',
  'name-server-older': 'warning',
  'primary-trouble': 'warning',
  'not-asked': 'warning',
  'nothing-to-compare': 'neutral',
};

/** How a verdict stands out on the details page. */
export function verdictTone({ kind }: Verdict): Tone {
  return TONES[kind];
}

/** Puts a verdict into words. Names and addresses in them are of the API: the caller escapes where needed. */
export function verdictText(verdict: Verdict, { now, locale }: DisplayContext): VerdictText {
  switch (verdict.kind) {
    case 'in-step':
      return said(l10n.t('In step: the primary has serial {0}, as Cloudflare holds.', verdict.serial));
    case 'behind':
      return said(
        verdict.since === undefined || now - verdict.since < 1000
          ? l10n.t(
              'Behind by {0}: {1} has serial {2}, Cloudflare holds {3}.',
              verdict.by,
              who(verdict.newest),
              verdict.newest.serial,
              verdict.held,
            )
          : l10n.t(
              'Behind by {0} for at least {4}: {1} has serial {2}, Cloudflare holds {3}.',
              verdict.by,
              who(verdict.newest),
              verdict.newest.serial,
              verdict.held,
              duration((now - verdict.since) / 1000, locale),
            ),
        l10n.t('Wait for the next check, or initiate a transfer in the Cloudflare dashboard.'),
      );
    case 'ahead':
      return said(
        l10n.t(
          'Ahead of the primary by {0}: Cloudflare holds {2}, {1} has serial {3}. Its serial went back.',
          verdict.by,
          who(verdict.newest),
          verdict.held,
          verdict.newest.serial,
        ),
        l10n.t(
          'Raise the serial of the primary above {0}: until then Cloudflare takes its changes for old ones.',
          verdict.held,
        ),
      );
    case 'disagree':
      return said(
        l10n.t(
          'The primaries disagree: {0}.',
          joined(
            verdict.primaries.map((primary) => text`${who(primary)} ${primary.serial}`),
            ', ',
          ),
        ),
        l10n.t('Bring the primaries in step with each other: Cloudflare may transfer from any of them.'),
      );
    case 'incomparable':
      return said(
        l10n.t(
          'The serials {0} and {1} are exactly 2³¹ apart: RFC 1982 does not say which is newer.',
          verdict.held,
          verdict.other.serial,
        ),
        l10n.t('Raise the serial of the primary by one.'),
      );
    case 'never-transferred':
      return verdict.reachable
        ? said(
            l10n.t('Never transferred, though a primary answers from here.'),
            l10n.t(
              'Let the primary’s ACL and firewall allow Cloudflare’s transfer addresses, and compare TSIG names, algorithms and secrets.',
            ),
          )
        : said(
            l10n.t('Never transferred, and no primary answers from here.'),
            l10n.t('Check the addresses and ports of the peers, and that the primary serves the zone.'),
          );
    case 'notify-missing':
      return said(
        l10n.t('NOTIFY seems not to arrive: the last check is older than the new serial.'),
        l10n.t(
          'Let the primary send NOTIFY to one of {0}; another sender needs an ACL in the account.',
          prefixesOf(NOTIFY_TARGETS),
        ),
      );
    case 'one-primary-asked':
      return said(
        l10n.t(
          'Only one primary seems to be asked: Cloudflare checked since, and holds what {0} has ({1}), not what {2} has ({3}).',
          who(verdict.asked),
          verdict.asked.serial,
          who(verdict.newer),
          verdict.newer.serial,
        ),
        l10n.t(
          'See whether NOTIFY comes from an address that is a peer, and whether {0} lets Cloudflare transfer.',
          who(verdict.newer),
        ),
      );
    case 'name-server-older':
      return said(
        l10n.t(
          '{0} still serves {1}, though the API reports {2}.',
          verdict.name,
          verdict.serial,
          verdict.held,
        ),
        l10n.t('A new serial takes a while to reach every name server: check again.'),
      );
    case 'primary-trouble':
      return troubleText(verdict.primary, verdict.trouble);
    case 'not-asked':
      return notAskedVerdict(verdict.primary, verdict.why);
    case 'nothing-to-compare':
      return said(
        l10n.t('No primary gave a serial from here, so nothing can be compared.'),
        l10n.t(
          'That does not mean that Cloudflare cannot transfer: a desk is often outside of the primary’s ACL.',
        ),
      );
  }
}

function troubleText(primary: PrimaryView, trouble: Trouble): VerdictText {
  const name = who(primary);
  const fromHere = l10n.t('That is so from here; Cloudflare asks from other addresses, so it may be let in.');
  switch (trouble) {
    case 'refuses':
      return said(l10n.t('{0} refuses the question.', name), fromHere);
    case 'silent':
      return said(l10n.t('{0} is silent.', name), fromHere);
    case 'closed-port':
      return said(
        l10n.t('{0} refused the connection.', name),
        l10n.t('Check the peer’s address and port. {0}', fromHere),
      );
    case 'unreachable':
      return said(l10n.t('{0} cannot be reached{1}.', name, code(primary.answer)), fromHere);
    case 'not-authoritative':
      return said(
        l10n.t('{0} answers without authority, from a cache.', name),
        text`${l10n.t('Make the peer point to a server that serves the zone itself.')} ${fromHere}`,
      );
    case 'expired':
      return said(
        l10n.t('{0} has let its copy of the zone expire.', name),
        text`${l10n.t('Fix the transfer to that server: it is a secondary itself.')} ${fromHere}`,
      );
    case 'fails':
      return said(
        l10n.t('{0} fails to answer{1}.', name, code(primary.answer)),
        text`${l10n.t('See the log of that server.')} ${fromHere}`,
      );
    case 'unknown-zone':
      return said(
        l10n.t('{0} does not know the zone.', name),
        text`${l10n.t('Set the zone up on that server, or remove the peer from the zone.')} ${fromHere}`,
      );
    case 'lame':
      return said(
        l10n.t('{0} refers to others: it does not serve the zone.', name),
        text`${l10n.t('Set the zone up on that server, or remove the peer from the zone.')} ${fromHere}`,
      );
    case 'tsig':
      return tsigVerdict(name, primary.answer);
    case 'unreadable':
      return said(
        l10n.t('{0} sent what is no answer to be trusted.', name),
        l10n.t('See what listens there.'),
      );
    case 'not-askable':
      return said(
        l10n.t('{0} was not asked: the zone’s name or the peer’s address cannot be used.', name),
        l10n.t('Correct them in the Cloudflare dashboard.'),
      );
  }
}

function tsigVerdict(name: Text, answer: SoaAnswer | undefined): VerdictText {
  if (answer?.kind === 'unusable-key') {
    return said(
      l10n.t('The account’s TSIG cannot sign a question to {0}.', name),
      l10n.t('Check its name, algorithm and secret in the Cloudflare dashboard.'),
    );
  }
  if (answer?.kind !== 'tsig') {
    return said(l10n.t('TSIG fails with {0}.', name));
  }
  const same = l10n.t('Name, algorithm and secret must be exactly equal on both sides.');
  switch (answer.problem) {
    case 'bad-key':
      return said(l10n.t('{0} has no TSIG key of this name and algorithm (BADKEY).', name), same);
    case 'bad-sig':
      return said(l10n.t('{0} has another TSIG secret under this name (BADSIG).', name), same);
    case 'bad-time':
      return said(
        answer.skew === undefined
          ? l10n.t('The clocks of {0} and of this machine differ too much (BADTIME).', name)
          : l10n.t('The clock of {0} differs from this machine’s by {1} s (BADTIME).', name, answer.skew),
        l10n.t('Set both clocks.'),
      );
    case 'unsigned':
      return said(l10n.t('{0} answers without a signature.', name), same);
    case 'bad-mac':
      return said(l10n.t('{0} signs with another secret than the account’s.', name), same);
    case 'other-key':
      return said(l10n.t('{0} signs with another key than the account’s.', name), same);
    case 'bad-trunc':
      return said(
        l10n.t('{0} wants a longer signature (BADTRUNC).', name),
        l10n.t('See the log of that server.'),
      );
    case 'other-error':
      return said(l10n.t('{0} refuses the signature.', name), l10n.t('See the log of that server.'));
  }
}

function notAskedVerdict(primary: PrimaryView, why: NotAsked): VerdictText {
  switch (why) {
    case 'gone':
      return said(
        l10n.t('The peer {0} is no longer in the account.', primary.tag),
        l10n.t('Remove it from the zone, or create it again.'),
      );
    case 'unknown':
      return said(
        l10n.t('The address of the peer {0} is not known.', primary.tag),
        l10n.t('The credential needs Account Settings Read to name the peers.'),
      );
    case 'no-address':
      return said(
        l10n.t('The peer {0} has no address.', primary.name),
        l10n.t('Give it one in the Cloudflare dashboard.'),
      );
    case 'private-address':
      return said(
        l10n.t('Cloudflare cannot reach the address of {0}: it is a private one.', who(primary)),
        l10n.t(
          'Give the peer a public address. To ask it from here nevertheless, turn secondaryDns.checkPrivateAddresses on.',
        ),
      );
    case 'unusable-address':
      return said(
        l10n.t('No server can be reached at the address of {0}.', who(primary)),
        l10n.t('Give the peer the address of the primary in the Cloudflare dashboard.'),
      );
    case 'too-many':
      return said(
        l10n.t('{0} was not asked: the zone has more peers than are asked.', who(primary)),
        l10n.t('Unlink the peers that the zone does not need.'),
      );
    case 'port-zero':
      return said(
        l10n.t('The peer {0} has port 0.', primary.name),
        l10n.t('Give it its port in the Cloudflare dashboard.'),
      );
  }
}

function who({ name, at }: Pick<PrimarySerial, 'name' | 'at'>): Text {
  return text`${name} (${at})`;
}

/** The code of an answer that tells one, ready to follow a word. */
function code(answer: SoaAnswer | undefined): Text {
  switch (answer?.kind) {
    case 'unreachable':
      return text` (${cleanText(answer.code)})`;
    case 'rcode':
      return text` (${cleanText(answer.name)})`;
    case 'servfail':
      return text` (SERVFAIL)`;
    default:
      return text``;
  }
}

function said(sentence: Text, advice?: Text): VerdictText {
  return { sentence, advice };
}
