/** Something that is loaded with its first use. A load that fails is tried again with the next use. */
export class Lazy<T> {
  readonly #load: () => Promise<T>;
  #loading: Promise<T> | undefined;
  #loaded: T | undefined;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  /** What was loaded; undefined until then. */
  get loaded(): T | undefined {
    return this.#loaded;
  }

  /** What is loaded or being loaded; undefined before the first use. */
  get loading(): Promise<T> | undefined {
    return this.#loading;
  }

  /** Loads it, once. @throws what loading throws */
  get(): Promise<T> {
    this.#loading ??= this.#load().then(
      (loaded) => {
        this.#loaded = loaded;
        return loaded;
      },
      (error: unknown) => {
        this.#loading = undefined;
        throw error;
      },
    );
    return this.#loading;
  }
}
