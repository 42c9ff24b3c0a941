import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { categoryOfEvent } from '@humai/nest';
import { codesWithoutSentence } from './codes.js';
import { dueDatesOf, type House, openHouse, readModelsOf } from './house.js';
import { makeReferences } from './references.js';
import { workingCopy } from './testing/working-copy.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..');
const repository = workingCopy(root, ['apps', 'libs', 'policies', 'docs']);

describe('the house as it is', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse(repository, root);
  });

  it('shows every context that a service exports', () => {
    const services = repository.files.flatMap((f) => /^libs\/([^/]+)\/service\/src\/\1\.module\.ts$/.exec(f)?.[1] ?? []);
    expect(house.contexts.map((c) => c.name).sort()).toStrictEqual(services);
  });

  it('knows the question of every read model', () => {
    const names = house.contexts.flatMap((c) => [...readModelsOf(c), ...dueDatesOf(c)]).map((p) => p.name);
    expect(names.filter((name) => !house.questions.has(name))).toStrictEqual([]);
  });

  it('has every code list label in the glossary, in both languages', () => {
    const glossary = repository.read('docs/reference/glossary.md');
    const labels = [...house.codeLists].flatMap(([list, entries]) => Object.entries(entries).map(([c, { zh, en }]) => [list, `| \`${c}\` | ${zh} | ${en} |`] as const));
    expect(labels.length).toBeGreaterThan(100);
    expect(labels.filter(([, row]) => !glossary.includes(row))).toStrictEqual([]);
  });

  it('finds the file of every policy document', () => {
    const documents = house.contexts.flatMap((c) => c.policies.flatMap((kind) => house.documentsOf(kind)));
    expect(documents.map((d) => d.file).sort()).toStrictEqual(repository.files.filter((f) => /^policies\/.*\.ya?ml$/.test(f)));
  });

  it('knows the catalogue of every refusal that a command names', () => {
    const known = new Set([...house.errors.values()].flatMap((catalogue) => Object.keys(catalogue)));
    const named = house.contexts.flatMap((c) => c.aggregates.flatMap((a) => Object.values(a.commands)).flatMap((d) => d.refusals.map((code) => `${c.name}.${d.name}: ${code}`)));
    expect(named.filter((entry) => !known.has(entry.split(': ')[1]!))).toStrictEqual([]);
  });

  it('has every code that a source answers with, and every one the client knows, in the reference of errors', async () => {
    expect(codesWithoutSentence(repository, house)).toStrictEqual([]);
    const reference = (await makeReferences(repository, root)).pages.get('docs/reference/errors.md')!;
    const codes = [...repository.read('libs/client/src/generated/codes.ts').matchAll(/'([A-Z_.]+)'/g)].map(([, code]) => code!);
    expect(codes).toEqual(expect.arrayContaining(['INTERNAL', 'ROUTE.NOT_FOUND', 'REQUEST.MALFORMED']));
    expect(codes.filter((code) => !reference.includes(`| \`${code}\` |`))).toStrictEqual([]);
  });

  it('has no link in a generated page that leads nowhere', async () => {
    const { pages } = await makeReferences(repository, root);
    const anchors = new Set([...pages].flatMap(([file, text]) => [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => `${file}#${id}`)));
    const links = [...pages].flatMap(([file, text]) => [...text.matchAll(/\]\(([\w-]+\.md)?#([^)]+)\)/g)].map(([, page, id]) => `docs/reference/${page ?? file.split('/').at(-1)}#${id}`));
    expect(links.filter((target) => !anchors.has(target))).toStrictEqual([]);
  });
});

describe('the stream of an event type', () => {
  const categories = (...names: readonly string[]) => names.map((category) => ({ context: 'x', category }));

  it('is that of what the fact begins with, else the household, else the only one there is', () => {
    expect([
      categoryOfEvent(categories('household', 'person'), 'x.PersonErased.v1'), categoryOfEvent(categories('household', 'person'), 'x.HouseholdEnrolled.v1'),
      categoryOfEvent(categories('site', 'household'), 'x.TitleRegistered.v1'), categoryOfEvent(categories('assessment'), 'x.ResultPublished.v1'),
    ]).toStrictEqual(['person', 'household', 'household', 'assessment']);
  });
});
