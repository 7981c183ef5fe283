import type { Sources } from '../dialect.ts';
import type { Doubt } from '../doubt.ts';
import type { ConfiguredZone, Evaluation } from '../evaluation.ts';
import type { Steps } from '../steps.ts';
import { hasPlaceholder } from './addressElement.ts';
import { type Configuration, readConfiguration, type StatedView, type StatedZone } from './configuration.ts';
import { hasLongList, Lists } from './lists.ts';
import { notifyPolicy } from './notifyPolicy.ts';
import { Place } from './place.ts';
import { type Found, isDoubt, type Scope, syntaxDoubt } from './scope.ts';
import { type BindFile, type Statement, spanOf } from './statements.ts';

import { type TransferRule, transferPolicy, type Way } from './transferPolicy.ts';
import type { View } from './views.ts';

/**
 * Says what a configuration of BIND means for each of its primary zones.
 * Specified in test/unit/primaries/bind.
 */
export function* evaluateBind(sources: Sources<BindFile>): Steps<Evaluation> {
  const configuration = yield* readConfiguration(sources);
  const lists = new Lists(configuration);
  yield* lists.readNamed();
  const zones = yield* new Evaluator(configuration, lists, sources).evaluate();
  const { keys, doubts } = configuration;
  return { dialect: 'bind', zones, mentions: lists.mentions, keys, doubts: [...doubts, ...lists.doubts] };
}

/** A view, or what is in none, on the way of a request to its zones. */
interface Stage {
  readonly view: string | undefined;
  readonly place: Place;
  readonly way: Way;
  /** The names of its zones that have been evaluated. */
  readonly names: Set<string>;
  /** The zones of a view, which other views may name. */
  readonly zones: Map<string, StatedZone> | undefined;
}

class Evaluator {
  readonly #configuration: Configuration;
  readonly #lists: Lists;
  readonly #sources: Pick<Sources<BindFile>, 'version' | 'whole'>;
  readonly #keys: ReadonlySet<string>;
  readonly #stages = new Map<string, Stage>();
  readonly #zones: ConfiguredZone[] = [];

  constructor(
    configuration: Configuration,
    lists: Lists,
    sources: Pick<Sources<BindFile>, 'version' | 'whole'>,
  ) {
    this.#configuration = configuration;
    this.#lists = lists;
    this.#sources = sources;
    this.#keys = new Set(configuration.keys.map(({ name }) => name));
  }

  *evaluate(): Steps<readonly ConfiguredZone[]> {
    const { options, views, zones } = this.#configuration;
    const blackhole = this.#lists.clients(options.stated('blackhole'));
    const before: (View | Doubt)[] = [];
    for (const stated of views) {
      if (isDoubt(stated)) {
        before.push(stated);
        continue;
      }
      const view = this.#view(stated);
      const stage = this.#stage(stated, { blackhole, view, before: [...before] });
      this.#stages.set(stated.name, stage);
      yield* this.#zonesOf(stated.zones, stage);
      before.push(view);
    }
    const outside = this.#stage(undefined, { blackhole, view: undefined, before: [] });
    yield* this.#zonesOf(zones, outside);
    return this.#zones;
  }

  #view({ scope, statement, keys }: StatedView): View {
    return {
      clients: this.#lists.clients(scope.find('match-clients')),
      destinations: this.#lists.clients(scope.find('match-destinations')),
      isRecursive: isTrue(scope.find('match-recursive-only')),
      at: spanOf(statement, statement.word(1) ?? statement),
      knows: (key) => keys.has(key) || this.#configuration.commonKeys.has(key) || !this.#keys.has(key),
    };
  }

  #stage(stated: StatedView | undefined, partOfWay: Pick<Way, 'blackhole' | 'view' | 'before'>): Stage {
    const { options, hasOptions, commonKeys } = this.#configuration;
    const { version, whole } = this.#sources;
    const isAccepted = (key: string): boolean => commonKeys.has(key) || stated?.keys.has(key) === true;
    const way = { ...partOfWay, isKey: (key: string) => this.#keys.has(key), isAccepted };
    const common = {
      way,
      outer: stated ? [stated.scope, options] : [options],
      whenMissing: ruleWhenMissing(version),
      isPart: !whole && !hasOptions,
      defaultPort: Number(options.first('port')?.word(1)?.text ?? 53),
    };
    return {
      view: stated?.name,
      way,
      place: new Place(common, this.#lists),
      names: new Set(),
      zones: stated && new Map(),
    };
  }

  *#zonesOf(statements: readonly Statement[], stage: Stage): Steps<void> {
    for (const statement of statements) {
      yield;
      const zone = this.#configuration.zone(statement);
      if (zone === undefined) continue;
      if (hasLongList(zone.scope)) yield* this.#lists.readIn(zone.scope);
      if (!this.#zone(zone, stage)) yield* this.#lists.readIn(zone.scope);
    }
  }

  /** Adds a zone where it is a primary one. @returns whether its lists were read for that */
  #zone(zone: StatedZone, stage: Stage): boolean {
    const { name, scope, at } = zone;
    const reference = scope.first('in-view');
    const type = reference ? true : isPrimary(scope, this.#configuration.templates);
    if (name === undefined || type === false) return false;
    const doubt = typeof type === 'object' ? type : this.#misplaced(zone, name, stage);
    const about = { name, view: stage.view, at };
    stage.names.add(name);
    if (doubt) {
      this.#zones.push({ ...about, ...policiesOf(doubt, stage.way) });
      return false;
    }
    if (reference) {
      this.#zones.push({ ...about, ...this.#policiesInView(about, reference.word(1)?.text ?? '', stage) });
      return true;
    }
    const { place, zones } = stage;
    zones?.set(name, zone);
    this.#zones.push({
      name,
      view: stage.view,
      at,
      transfer: place.transfer(zone),
      notify: place.notify(zone),
    });
    return true;
  }

  /** The server takes no zone twice, and none outside of the views where there are any. */
  #misplaced({ statement }: StatedZone, name: string, { view, names }: Stage): Doubt | undefined {
    const isOutside = view === undefined && this.#stages.size > 0;
    return isOutside || names.has(name) ? syntaxDoubt(statement) : undefined;
  }

  /** The policies of a zone that is the one of a view above, for requests that reach this one. */
  #policiesInView({ name, at }: Pick<ConfiguredZone, 'name' | 'at'>, view: string, { way }: Stage): Policies {
    const other = this.#stages.get(view);
    const zone = other?.zones?.get(name);
    if (other === undefined || zone === undefined) {
      return policiesOf({ kind: 'unknown-name', subject: view, at }, way);
    }
    return { transfer: other.place.transfer(zone, way), notify: other.place.notify(zone) };
  }
}

type Policies = Pick<ConfiguredZone, 'transfer' | 'notify'>;

/** What can be told of a zone of which it is not known what it is. */
function policiesOf(doubt: Doubt, way: Way): Policies {
  const rule = { kind: 'doubt', doubt } as const;
  return {
    transfer: transferPolicy(rule, way, undefined),
    notify: notifyPolicy({ onOff: { kind: 'on' }, targets: rule, blackhole: undefined, defaultPort: 53 }),
  };
}

function ruleWhenMissing(version: string | undefined): TransferRule {
  const allows = allowsByDefault(version);
  return allows === undefined
    ? { kind: 'doubt', doubt: { kind: 'version', subject: 'allow-transfer', at: undefined } }
    : { kind: 'default', allows };
}

function isTrue(found: Found | undefined): boolean | Doubt {
  if (found === undefined || isDoubt(found)) return found ?? false;
  const value = found.word(1)?.text.toLowerCase() ?? '';
  if (value === 'yes' || value === 'true' || value === '1') return true;
  return value === 'no' || value === 'false' || value === '0' ? false : syntaxDoubt(found);
}

/**
 * What the server does with a transfer that no `allow-transfer` speaks of: until 9.19.24 it allowed it, since then
 * it refuses it.
 * @param version such as `9.18.24`, with whatever around it
 * @returns undefined where the version does not tell
 */
function allowsByDefault(version: string | undefined): boolean | undefined {
  const [, major, minor, patch] = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(version ?? '') ?? [];
  if (major === undefined || minor === undefined) return undefined;
  const isDevelopment = Number(major) === 9 && Number(minor) === 19;
  if (isDevelopment) return patch === undefined ? undefined : Number(patch) < 25;
  return Number(major) < 9 || (Number(major) === 9 && Number(minor) < 19);
}

/**
 * Whether a zone is a primary one, which its template may say.
 * @returns why that cannot be told. A zone without a type that is cut off is none: the server refuses it.
 */
function isPrimary(zone: Scope, templates: ReadonlyMap<string, Scope>): boolean | Doubt {
  const own = zone.first('type');
  if (own) return isPrimaryType(own);
  const reference = zone.first('template');
  if (reference === undefined) return zone.flaw && zone.flaw.kind !== 'syntax' ? zone.flaw : false;
  const name = reference.word(1)?.text ?? '';
  const template = templates.get(name.toLowerCase());
  if (template === undefined)
    return { kind: 'unknown-name', subject: name, at: spanOf(reference, reference) };
  const type = template.first('type');
  return type ? isPrimaryType(type) : false;
}

function isPrimaryType(statement: Statement): boolean | Doubt {
  const type = statement.word(1);
  if (type === undefined) return false;
  if (hasPlaceholder(type)) return { kind: 'placeholder', subject: type.text, at: spanOf(statement, type) };
  return /^(?:primary|master)$/i.test(type.text);
}
