import { DomainError } from '@humai/kernel';

/** Work of which one run is enough for a machine; whoever comes meanwhile is told so. */
export class OneAtATime {
  #taken = false;

  /** Throws `SERVICE.BUSY`; answers what gives the place free again, harmless to call twice. */
  take(): () => void {
    if (this.#taken) throw new DomainError('SERVICE.BUSY');
    this.#taken = true;
    let mine = true;
    return () => {
      if (mine) this.#taken = mine = false;
    };
  }
}
