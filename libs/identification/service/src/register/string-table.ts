/** Many strings in one growing block outside the JavaScript heap: a workbook keeps every distinct text in such a table. */
export class StringTable {
  #bytes = Buffer.alloc(1 << 16);
  #used = 0;
  #ends = new Float64Array(1 << 10);
  #count = 0;

  get length(): number {
    return this.#count;
  }

  push(text: string): void {
    const size = Buffer.byteLength(text);
    if (this.#used + size > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#used + size));
      this.#bytes.copy(grown, 0, 0, this.#used);
      this.#bytes = grown;
    }
    if (this.#count === this.#ends.length) {
      const grown = new Float64Array(this.#ends.length * 2);
      grown.set(this.#ends);
      this.#ends = grown;
    }
    this.#used += this.#bytes.write(text, this.#used);
    this.#ends[this.#count] = this.#used;
    this.#count += 1;
  }

  at(index: number): string | undefined {
    if (!(index >= 0 && index < this.#count)) return undefined;
    return this.#bytes.toString('utf8', index === 0 ? 0 : this.#ends[index - 1], this.#ends[index]);
  }
}
