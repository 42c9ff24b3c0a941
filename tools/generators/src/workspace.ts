import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Refusal } from './names.js';

/** The repository as it will be: what is planned stands over what is on disk, and nothing is written before {@link write}. Paths are relative to the root. */
export class Workspace {
  readonly #planned = new Map<string, string>();

  constructor(readonly root: string) {}

  exists(file: string): boolean {
    return this.#planned.has(file) || existsSync(join(this.root, file));
  }

  read(file: string): string {
    const planned = this.#planned.get(file);
    if (planned !== undefined) return planned;
    if (!this.exists(file)) throw new Refusal(`${file} is not there; nothing was written.`);
    return readFileSync(join(this.root, file), 'utf8');
  }

  /** A new file; one that is there is never overwritten. */
  create(file: string, text: string): void {
    if (this.exists(file)) throw new Refusal(`${file} is there already; nothing was written.`);
    this.#planned.set(file, text);
  }

  edit(file: string, text: string): void {
    if (text !== this.read(file)) this.#planned.set(file, text);
  }

  /** The sources below a folder, without specs and what only they use; empty when there is no such folder. */
  sources(folder: string): readonly string[] {
    const onDisk = existsSync(join(this.root, folder)) ? readdirSync(join(this.root, folder), { recursive: true, encoding: 'utf8' }).map((f) => `${folder}/${f.replaceAll('\\', '/')}`) : [];
    const all = new Set([...onDisk, ...[...this.#planned.keys()].filter((f) => f.startsWith(`${folder}/`))]);
    return [...all].filter((f) => f.endsWith('.ts') && !/\.(spec|d)\.ts$|\/(dist|node_modules|testing)\//.test(f)).sort();
  }

  /** Names of the folders directly below a folder. */
  folders(folder: string): readonly string[] {
    return readdirSync(join(this.root, folder), { withFileTypes: true }).filter((d) => d.isDirectory() && d.name !== 'node_modules').map((d) => d.name).sort();
  }

  get planned(): ReadonlyMap<string, string> {
    return this.#planned;
  }

  /** Writes all that is planned; when the disk refuses one file, those before it are put back. Returns what was created and what was changed. */
  write(): Readonly<{ created: readonly string[]; changed: readonly string[] }> {
    const before = new Map<string, string | null>();
    const folders: string[] = [];
    try {
      for (const [file, text] of this.#planned) {
        const path = join(this.root, file);
        const folder = mkdirSync(dirname(path), { recursive: true });
        if (folder !== undefined) folders.push(folder);
        before.set(path, existsSync(path) ? readFileSync(path, 'utf8') : null);
        writeFileSync(path, text);
      }
    } catch (error) {
      for (const [path, text] of before)
        if (text === null) rmSync(path, { force: true });
        else writeFileSync(path, text);
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
      throw new Refusal(`Nothing was written: ${error instanceof Error ? error.message : String(error)}`);
    }
    const files = [...this.#planned.keys()].sort();
    const isNew = (file: string): boolean => before.get(join(this.root, file)) === null;
    this.#planned.clear();
    return { created: files.filter(isNew), changed: files.filter((f) => !isNew(f)) };
  }
}
