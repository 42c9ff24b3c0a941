/** What is put in, as somebody takes it; of what nobody took in time only the newest. */
export class Newest<T> {
  #value: { readonly it: T } | null = null;
  #ended = false;
  #wake = () => {};

  put(it: T): void {
    this.#value = { it };
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      if (this.#value) {
        const { it } = this.#value;
        this.#value = null;
        yield it;
      } else if (this.#ended) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
