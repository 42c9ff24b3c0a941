import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';

/** Tells long answers that the server is going down; without it they would keep it from doing so. */
@Injectable()
export class Closing implements BeforeApplicationShutdown {
  readonly #closing = new AbortController();

  get signal(): AbortSignal {
    return this.#closing.signal;
  }

  beforeApplicationShutdown(): void {
    this.#closing.abort();
  }
}
