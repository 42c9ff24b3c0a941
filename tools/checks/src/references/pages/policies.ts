import { anchor, code, link, pageOf, table } from '../markdown.js';
import { contextHeading, contextsInOrder, fieldTable, type Material } from './parts.js';

export function policiesPage(material: Material): string {
  const contexts = contextsInOrder(material).filter((c) => c.policies.length > 0);
  return pageOf(
    '政策文件 Policies',
    'What a county or a province decides by stands in documents under `policies/`, not in code ([decision 10](../adr/0010-policy-is-data.md)). The document of the most specific area that is in force on the business date decides; its version stands in every event it decided. How to change one: [change a policy](../how-to/change-a-policy.md).',
    table(['kind', '内容', 'what it rules', 'owner'], contexts.flatMap((c) => c.policies.map(({ kind, description: d }) => [link(code(kind), '', kind), d.zh, d.en, code(c.name)]))),
    ...contexts.flatMap((context) => [
      contextHeading(context.name, material),
      ...context.policies.flatMap((kind) => [
        `${anchor(kind.kind)}\n\n### ${kind.kind}`,
        `${kind.description.zh} / ${kind.description.en}. What stands under \`content\`:`,
        fieldTable(kind.kind, kind.content, 'input', material),
        documents(kind, material) || 'There is no document of this kind yet.',
      ]),
    ]),
  );
}

function documents(kind: Parameters<Material['house']['documentsOf']>[0], { house }: Material): string {
  return table(
    ['version', 'area', 'from', 'to', 'source'],
    house.documentsOf(kind).map((d) => [`[${code(d.version)}](../../${d.file})`, `${d.area} ${house.areaName(d.area)}`.trim(), d.from, d.to ?? 'open', d.source]),
  );
}
