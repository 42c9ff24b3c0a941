import { z } from 'zod';
import { defineCommand, isLocalDate, type CommandDefinition, type Role } from '@humai/kernel';
import { EmploymentChannel, SiteType } from './codes.js';

const Id = z.string().min(1).max(64).regex(/^[\w.:-]+$/).describe('letters, digits, . _ : -');
const On = z.string().refine(isLocalDate, 'not a date (YYYY-MM-DD)').meta({ format: 'date' });
const Hash = z.string().regex(/^[0-9a-f]{64}$/, 'not a SHA-256 in hex').describe('SHA-256 of the evidence, hex');
const Name = z.string().trim().min(1).max(100);

const COUNTY: readonly Role[] = ['county'];
const FOLLOW_UP: readonly Role[] = ['village', 'township', 'county', 'department', 'service'];

const onSite = <const N extends string, B extends z.ZodType>(name: N, zh: string, en: string, body: B, refusals: readonly string[]) =>
  defineCommand({ name, subject: 'sites', category: 'site', roles: COUNTY, summary: { zh, en }, body, refusals });
const onHousehold = <const N extends string, B extends z.ZodType>(name: N, roles: readonly Role[], zh: string, en: string, body: B, refusals: readonly string[]) =>
  defineCommand({ name, subject: 'households', category: 'household', roles, summary: { zh, en }, body, refusals });

/** Commands on a resettlement site. */
export const SiteCommands = {
  OpenSite: onSite('OpenSite', '登记安置点', 'open a resettlement site',
    z.object({ name: Name, area: z.string().regex(/^\d{12}$/, 'not a 12-digit division code'), type: SiteType, openedOn: On }), ['SITE.EXISTS', 'SITE.FUTURE', 'AREA.UNKNOWN']),
  ChangeSite: onSite('ChangeSite', '变更安置点信息', 'change the name or type of a site', z.object({ name: Name, type: SiteType }), []),
} as const satisfies Record<string, CommandDefinition>;

/** Commands on a relocated household. */
export const RelocationCommands = {
  RelocateHousehold: onHousehold('RelocateHousehold', ['township', 'county', 'service'], '登记搬迁入住', 'record that the household moved to a site', z.object({ siteId: Id, movedOn: On }),
    ['RELOCATION.SITE_NOT_FOUND', 'RELOCATION.ELSEWHERE', 'RELOCATION.FUTURE']),
  RegisterTitle: onHousehold('RegisterTitle', ['township', 'county', 'department', 'service'], '登记不动产', 'register the title', z.object({ registeredOn: On, evidenceHash: Hash }),
    ['RELOCATION.NONE', 'RELOCATION.FUTURE', 'TITLE.REGISTERED']),
  IssueCertificate: onHousehold('IssueCertificate', ['county', 'department', 'service'], '发放不动产权证', 'issue the title certificate', z.object({ issuedOn: On, evidenceHash: Hash }),
    ['RELOCATION.NONE', 'RELOCATION.FUTURE', 'CERTIFICATE.NO_TITLE', 'CERTIFICATE.BEFORE_TITLE', 'CERTIFICATE.ISSUED']),
  RecordEmployment: onHousehold('RecordEmployment', FOLLOW_UP, '登记就业', 'record that a member found work',
    z.object({ personId: Id, employmentId: Id, channel: EmploymentChannel, startedOn: On }), ['RELOCATION.NONE', 'RELOCATION.FUTURE', 'EMPLOYMENT.NOT_MEMBER', 'EMPLOYMENT.EXISTS']),
  LoseEmployment: onHousehold('LoseEmployment', FOLLOW_UP, '登记失业', 'record that a member lost work', z.object({ employmentId: Id, lostOn: On }),
    ['RELOCATION.NONE', 'RELOCATION.FUTURE', 'EMPLOYMENT.NOT_FOUND', 'EMPLOYMENT.LOST_BEFORE_START']),
} as const satisfies Record<string, CommandDefinition>;
