import type { Sources } from '../dialect.ts';
import type { Doubt } from '../doubt.ts';
import type { ConfiguredZone, Evaluation } from '../evaluation.ts';
import type { Steps } from '../steps.ts';
import { type Configuration, readConfiguration, type StatedView, type StatedZone } from './configuration.ts';
import { allowsByDefault } from './defaults.ts';
import { Lists } from './lists.ts';
import { notifyPolicy } from './notifyPolicy.ts';
import { Place } from './place.ts';
import { type Found, syntaxDoubt } from './scope.ts';
import { type BindFile, type Statement, spanOf } from './statements.ts';
import { type TransferRule, transferPolicy, type Way } from './transferPolicy.ts';
import type { View } from './views.ts';
import { isPrimary } from './zoneType.ts';

/** Says what a configuration of BIND means for each of its primary zones. */
export function* evaluateBind(sources: Sources<BindFile>): Steps<Evaluation> {
  const configuration = readConfiguration(sources);
  const lists = new Lists(configuration);
  const zones = yield* new Evaluator(configuration, lists, sources).evaluate();
  yield* lists.readAll();
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
    const blackhole = yield* this.#lists.clients(options.stated('blackhole'));
    const before: (View | Doubt)[] = [];
    for (const stated of views) {
      if ('kind' in stated) {
        before.push(stated);
        continue;
      }
      const view = yield* this.#view(stated);
      const stage = this.#stage(stated, { blackhole, view, before: [...before] });
      this.#stages.set(stated.name, stage);
      for (const zone of stated.zones) yield* this.#evaluate(zone, stage);
      before.push(view);
    }
    const outside = this.#stage(undefined, { blackhole, view: undefined, before: [] });
    for (const zone of zones) yield* this.#evaluate(zone, outside);
    return this.#zones;
  }

  *#view({ scope, statement, keys }: StatedView): Steps<View> {
    return {
      clients: yield* this.#lists.clients(scope.find('match-clients')),
      destinations: yield* this.#lists.clients(scope.find('match-destinations')),
      isRecursive: isTrue(scope.find('match-recursive-only')),
      at: spanOf(statement, statement.words[1] ?? statement),
      knows: (key) => keys.has(key) || this.#configuration.keyNames.has(key) || !this.#keys.has(key),
    };
  }

  #stage(stated: StatedView | undefined, partOfWay: Pick<Way, 'blackhole' | 'view' | 'before'>): Stage {
    const { options, hasOptions, keyNames } = this.#configuration;
    const { version, whole } = this.#sources;
    const isAccepted = (key: string): boolean => keyNames.has(key) || stated?.keys.has(key) === true;
    const way = { ...partOfWay, isKey: (key: string) => this.#keys.has(key), isAccepted };
    const common = {
      way,
      outer: stated ? [stated.scope, options] : [options],
      whenMissing: ruleWhenMissing(version),
      isPart: !whole && !hasOptions,
      defaultPort: Number(options.first('port')?.words[1]?.text ?? 53),
    };
    return {
      view: stated?.name,
      way,
      place: new Place(common, this.#lists),
      names: new Set(),
      zones: stated && new Map(),
    };
  }

  *#evaluate(statement: Statement, stage: Stage): Steps<void> {
    yield;
    const zone = this.#configuration.zone(statement);
    if (zone === undefined) return;
    const { name, scope } = zone;
    const reference = scope.first('in-view');
    const type = reference ? true : isPrimary(scope, this.#configuration.templates);
    const doubt = typeof type === 'object' ? type : this.#misplaced(statement, name, stage);
    if (name === undefined || type === false || doubt) yield* this.#lists.readIn(scope);
    if (name === undefined || type === false) return;
    const about = { name, view: stage.view, at: zone.at };
    stage.names.add(name);
    if (doubt) this.#zones.push({ ...about, ...policiesOf(doubt, stage.way) });
    else if (reference) yield* this.#zoneInView(about, reference.words[1]?.text ?? '', stage);
    else {
      const { place, zones } = stage;
      zones?.set(name, zone);
      this.#zones.push({
        ...about,
        transfer: yield* place.transfer(zone),
        notify: yield* place.notify(zone),
      });
    }
  }

  /** The server takes no zone twice, and none outside of the views where there are any. */
  #misplaced(statement: Statement, name: string | undefined, { view, names }: Stage): Doubt | undefined {
    const isOutside = view === undefined && this.#stages.size > 0;
    return isOutside || (name !== undefined && names.has(name)) ? syntaxDoubt(statement) : undefined;
  }

  /** A zone that is the one of a view above. */
  *#zoneInView(
    about: Pick<ConfiguredZone, 'name' | 'view' | 'at'>,
    view: string,
    { way }: Stage,
  ): Steps<void> {
    const other = this.#stages.get(view);
    const zone = other?.zones?.get(about.name);
    if (other === undefined || zone === undefined) {
      const doubt = { kind: 'unknown-name', subject: view, at: about.at } as const;
      this.#zones.push({ ...about, ...policiesOf(doubt, way) });
      return;
    }
    const transfer = yield* other.place.transfer(zone, way);
    this.#zones.push({ ...about, transfer, notify: yield* other.place.notify(zone) });
  }
}

/** What can be told of a zone of which it is not known what it is. */
function policiesOf(doubt: Doubt, way: Way): Pick<ConfiguredZone, 'transfer' | 'notify'> {
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
  if (found?.kind !== 'statement') return found?.doubt ?? false;
  const value = found.statement.words[1]?.text.toLowerCase() ?? '';
  if (value === 'yes' || value === 'true' || value === '1') return true;
  return value === 'no' || value === 'false' || value === '0' ? false : syntaxDoubt(found.statement);
}
