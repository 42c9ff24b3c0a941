import { DataSourcePolicy, PERIOD_FORMS } from '@humai/contracts-identification';
import { type Period, PERIOD_EXAMPLES, readPeriod } from '@humai/identification-domain';
import { type Actor, actorOf, type Caller, chooseGrant, DomainError, isInArea, type LocalDate, playsRole, type PolicyInForce, type PolicySource } from '@humai/kernel';

type Source = PolicyInForce<DataSourcePolicy>;

/**
 * The document of a source for an area, and the area it is taken for: of an area wider than the only document's, that document's.
 * Throws `DATA.SOURCE_UNKNOWN` or `DATA.NAME_AREA`.
 */
export function sourceFor(policies: PolicySource, key: string, area: string, on: LocalDate): Readonly<{ source: Source; area: string }> {
  const all = (policies.versions(DataSourcePolicy.kind) as readonly Source[]).filter((d) => d.from <= on && on <= (d.to ?? on));
  const known = all.filter((d) => isInArea(area, d.area) || isInArea(d.area, area));
  const fitting = known.filter((d) => d.content.key === key);
  if (fitting.some((d) => isInArea(area, d.area))) return { source: policies.inForce(DataSourcePolicy, area, on, key), area };
  const [only, ...others] = fitting;
  if (!only) throw new DomainError('DATA.SOURCE_UNKNOWN', { source: key.slice(0, 100), area: area || '000000', on, known: [...new Set(known.map((d) => d.content.key))].sort() }, 'source');
  if (others.length > 0) throw new DomainError('DATA.NAME_AREA', { source: key, areas: fitting.map((d) => d.area).sort() }, 'area');
  return { source: only, area: only.area };
}

/** Who sends is the county, or the department the document names. Throws `PERMISSION.…` or `DATA.OTHER_DEPARTMENT`. */
export function senderOf(sender: Caller | Actor, { key, department }: DataSourcePolicy, area: string): Actor {
  const caller: Caller = 'grants' in sender ? sender : { id: sender.id, grants: [sender] };
  const roles = ['department', 'county', 'service'] as const;
  const isOthers = (role: string) => role.startsWith('department') && role !== `department:${department}`;
  const grants = caller.grants.filter(({ role }) => !isOthers(role));
  if (grants.length < caller.grants.length && !grants.some(({ role }) => playsRole(role, roles))) throw new DomainError('DATA.OTHER_DEPARTMENT', { source: key, department }, 'source');
  return actorOf(caller, chooseGrant(grants, roles, area));
}

/** Throws `DATA.PERIOD` or `DATA.PERIOD_FUTURE`. */
export function periodOf({ period: form }: DataSourcePolicy, text: string, today: LocalDate): Period {
  const period = readPeriod(form, text);
  if (!period) throw new DomainError('DATA.PERIOD', { period: text.slice(0, 40), form: PERIOD_FORMS[form].en, formZh: PERIOD_FORMS[form].zh, example: PERIOD_EXAMPLES[form] }, 'period');
  if (period.from > today) throw new DomainError('DATA.PERIOD_FUTURE', { period: period.period }, 'period');
  return period;
}
