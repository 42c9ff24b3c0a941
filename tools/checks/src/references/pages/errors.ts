import type { ErrorCatalogue } from '@humai/kernel';
import { anchor, code, pageOf, table } from '../markdown.js';
import type { Material } from './parts.js';

export function errorsPage(material: Material): string {
  const { house, wording } = material;
  const owners = [...house.errors.keys()].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  function rank(owner: string): number {
    return owner === 'platform' ? -1 : wording.contexts.includes(owner) ? wording.contexts.indexOf(owner) : wording.contexts.length;
  }
  return pageOf(
    '错误代码 Errors',
    'A refusal is answered as `application/problem+json` (RFC 9457) with its `code`, the sentence in the language of `Accept-Language`, and the offending `field` where there is one. `{name}` stands for what the answer fills in. The command line ends with the same sentence and the code in brackets; what only it can refuse is listed last.',
    ...owners.flatMap((owner) => [
      `${anchor(owner)}\n\n## ${OTHERS[owner] ?? `${wording.context(owner).zh} ${wording.context(owner).en}`}`,
      catalogueTable(house.errors.get(owner)!),
    ]),
  );
}

const OTHERS: Readonly<Record<string, string>> = { platform: '平台 platform', cli: '命令行 command line' };

const catalogueTable = (catalogue: ErrorCatalogue): string => table(['code', 'HTTP', '中文', 'English'], Object.entries(catalogue).map(([name, { status, zh, en }]) => [code(name), String(status), zh, en]));
