import type { Repository } from '../repository/repository.js';
import { codesWithoutSentence } from './codes.js';
import { type House, openHouse } from './house.js';
import { commandsPage } from './pages/commands.js';
import { errorsPage } from './pages/errors.js';
import { eventsPage } from './pages/events.js';
import { glossaryPage } from './pages/glossary.js';
import { httpPage } from './pages/http.js';
import { metricsPage } from './pages/metrics.js';
import type { Material } from './pages/parts.js';
import { policiesPage } from './pages/policies.js';
import { readModelsPage } from './pages/read-models.js';
import { registerPage } from './pages/register.js';
import { GLOSSARY, Wording } from './wording.js';

const PAGES: Readonly<Record<string, (material: Material) => string>> = {
  'events.md': eventsPage,
  'commands.md': commandsPage,
  'read-models.md': readModelsPage,
  'errors.md': errorsPage,
  'policies.md': policiesPage,
  'http.md': httpPage,
  'metrics.md': metricsPage,
  'register.md': registerPage,
  'glossary.md': glossaryPage,
};

export type References = Readonly<{
  /** Path from the root → text. */
  pages: ReadonlyMap<string, string>;
  /** Words that are missing or left over, and refusals without a sentence. */
  problems: readonly string[];
}>;

export function referencesOf(house: House, wording: Wording): References {
  const pages = new Map(Object.entries(PAGES).map(([name, page]) => [`docs/reference/${name}`, page({ house, wording })]));
  return { pages, problems: wording.problems() };
}

/** All generated pages as they should be, from the packages and the YAML files of the repository. */
export async function makeReferences(repository: Repository, root: string): Promise<References> {
  const wording = new Wording(repository.read);
  const house = await openHouse(repository, root);
  const { pages, problems } = referencesOf(house, wording);
  return { pages, problems: [...problems, ...namesNobodyHas(repository, wording), ...codesWithoutSentence(repository, house)] };
}

/** Names that the glossary says stand in code, and that stand in no source. */
export function namesNobodyHas({ files, read }: Repository, { glossary }: Wording): readonly string[] {
  const sources = files.filter((f) => /^(apps|libs)\/.*\.ts$/.test(f) && !f.endsWith('.spec.ts')).map(read).join('\n');
  const words = new Set(sources.match(/[A-Za-z_]\w*/g));
  return glossary.terms.flatMap(({ terms }) => terms).flatMap(({ zh, code }) => (code !== undefined && /^[A-Za-z_]\w*$/.test(code) && !words.has(code) ? [`${GLOSSARY}: ${zh} is \`${code}\`, which is in no source`] : []));
}
