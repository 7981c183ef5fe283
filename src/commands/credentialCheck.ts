import type { Credential } from '../cloudflare/authorization.ts';
import type { Failure } from '../cloudflare/failure.ts';
import type { TokenCheck } from '../cloudflare/tokens.ts';
import type { Whoami } from '../cloudflare/whoami.ts';
import { secretProblem } from '../credentials/format.ts';
import { type IdentityFacts, keyIdentity, tokenIdentity } from '../credentials/identity.ts';
import type { Id } from '../text/id.ts';
import * as l10n from '../text/l10n.ts';
import { type Text, text } from '../text/text.ts';
import { failureText } from '../views/text/failureText.ts';
import type { Validated } from './inputBox.ts';
import type { Candidate } from './signInQuestion.ts';

/** Asks the API about a credential that is not kept yet. */
export interface CredentialChecks {
  token(token: string, baseUrl: string, signal: AbortSignal, accountId?: Id): Promise<TokenCheck>;
  /** @returns why the pair was refused; undefined when the API takes it */
  key(email: string, key: string, baseUrl: string, signal: AbortSignal): Promise<Failure | undefined>;
  /** @returns undefined where the API does not say */
  whoami(credential: Credential, baseUrl: string, signal: AbortSignal): Promise<Whoami | undefined>;
}

export interface CredentialCheckOptions {
  readonly checks: CredentialChecks;
  readonly now: () => number;
  /** 64 random hex digits. */
  readonly newFileName: () => string;
}

/** A token that the API took; without a candidate it is an account's, which has to be named. */
export interface CheckedToken {
  readonly token: string;
  readonly candidate: Candidate | undefined;
}

/** Has the API check what was typed, and says what is wrong with it. Specified in test/ui/signIn.test.ts. */
export class CredentialCheck {
  readonly #options: CredentialCheckOptions;

  constructor(options: CredentialCheckOptions) {
    this.#options = options;
  }

  /** @param accountId the owning account, where the person named it */
  async token(
    typed: string,
    baseUrl: string,
    signal: AbortSignal,
    accountId?: Id,
  ): Promise<Validated<CheckedToken>> {
    const problem = secretProblemText(typed);
    if (problem) {
      return { problem };
    }
    const token = typed.trim();
    const check = await this.#options.checks.token(token, baseUrl, signal, accountId);
    switch (check.kind) {
      case 'active': {
        const { id, expires } = check;
        const identity = tokenIdentity(token, id, this.#facts(baseUrl));
        return { value: { token, candidate: await this.#candidate(identity, expires, signal) } };
      }
      case 'needs-account':
        return { value: { token, candidate: undefined } };
      case 'inactive':
        return {
          problem:
            check.status === 'expired'
              ? l10n.t('This token has expired.')
              : l10n.t('This token is disabled.'),
        };
      case 'failed':
        return { problem: failureSentence(check.failure) };
    }
  }

  async key(
    email: string,
    typed: string,
    baseUrl: string,
    signal: AbortSignal,
  ): Promise<Validated<Candidate>> {
    const problem = secretProblemText(typed);
    if (problem) {
      return { problem };
    }
    const key = typed.trim();
    const failure = await this.#options.checks.key(email, key, baseUrl, signal);
    return failure
      ? { problem: failureSentence(failure) }
      : {
          value: await this.#candidate(keyIdentity(email, key, this.#facts(baseUrl)), undefined, signal),
        };
  }

  async #candidate(
    identity: Candidate['identity'],
    expires: number | undefined,
    signal: AbortSignal,
  ): Promise<Candidate> {
    const { credential, baseUrl } = identity;
    return { identity, expires, whoami: await this.#options.checks.whoami(credential, baseUrl, signal) };
  }

  #facts(baseUrl: string): IdentityFacts {
    return { baseUrl, addedAt: this.#options.now(), fileName: this.#options.newFileName() };
  }
}

function secretProblemText(typed: string): Text | undefined {
  switch (secretProblem(typed)) {
    case 'empty':
      return l10n.t('Enter the credential, or press Escape to cancel.');
    case 'has-scheme':
      return l10n.t('Leave out “Bearer”: only the token itself is needed.');
    case 'unprintable':
      return l10n.t('A credential has no spaces and no characters outside of ASCII: copy it again.');
    case undefined:
      return undefined;
  }
}

function failureSentence(failure: Failure): Text {
  const { headline, advice } = failureText(failure);
  return failure.kind === 'unauthenticated'
    ? l10n.t('Cloudflare does not accept this credential: check that all of it was copied.')
    : text`${headline} ${advice}`;
}
