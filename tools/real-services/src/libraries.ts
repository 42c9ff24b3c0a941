import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Kind = 'kafka' | 'mongo';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** What Java needs stays here; the data of services that nobody gave a place to, too. */
export const CACHE = join(ROOT, '.cache', 'real-services');
export const javaFolder = (kind: Kind): string => join(ROOT, 'tools', 'real-services', 'java', kind);

/** What is missing on this machine for services of our own; undefined when nothing is. */
export function whatIsMissing(): string | undefined {
  const missing = ([['java', '-version'], ['mvn', '-version']] as const).filter(([command, option]) => spawnSync(command, [option], { stdio: 'ignore' }).status !== 0).map(([command]) => command);
  return missing.length === 0 ? undefined : `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not on this machine (Java 17 and Maven start a real Kafka and a MongoDB-protocol server)`;
}

/** The class path of a service, fetched by Maven when its versions are new here. Throws with Maven's last lines. */
export function librariesOf(kind: Kind): string {
  const pom = join(javaFolder(kind), 'pom.xml');
  const folder = join(CACHE, 'libs', `${kind}-${createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12)}`);
  if (!existsSync(folder)) {
    const missing = whatIsMissing();
    if (missing) throw new Error(missing);
    mkdirSync(join(CACHE, 'libs'), { recursive: true });
    const draft = `${folder}.${process.pid}`;
    const { status, stdout, stderr } = spawnSync('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${draft}`], { encoding: 'utf8' });
    if (status !== 0) {
      rmSync(draft, { recursive: true, force: true });
      throw new Error(`Maven could not fetch what ${kind} needs: ${`${stdout}${stderr}`.trim().split('\n').slice(-3).join(' | ')}`);
    }
    try {
      renameSync(draft, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error; // another process was faster
      rmSync(draft, { recursive: true, force: true });
    }
  }
  return join(folder, '*');
}
