import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a check may look at: the files that git knows or would take in, by path relative to the root, and their text. */
export type Repository = Readonly<{ files: readonly string[]; read(file: string): string }>;
/** One sentence per problem; none when all is well. */
export type Check = Readonly<{ name: string; problems(repository: Repository): readonly string[] | Promise<readonly string[]> }>;

export function openRepository(root: string): Repository {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  const files = [...new Set(listed.split('\0'))].filter((f) => f !== '' && existsSync(join(root, f))).sort();
  const texts = new Map<string, string>();
  const read = (file: string): string => {
    const text = texts.get(file) ?? readFileSync(join(root, file), 'utf8');
    texts.set(file, text);
    return text;
  };
  return { files, read };
}

/** A repository of texts, for specs. */
export const repositoryOf = (texts: Readonly<Record<string, string>>): Repository => ({ files: Object.keys(texts).sort(), read: (file) => texts[file]! });

export const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')));
export const manifestsOf = ({ files }: Repository): string[] => files.filter((f) => /(^|\/)package\.json$/.test(f));
