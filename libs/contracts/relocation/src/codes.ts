import { z } from 'zod';

/** 就业渠道 (domain §4). */
export const EMPLOYMENT_CHANNELS = {
  COUNTY: { zh: '县内企业', en: 'company in the county' },
  PROVINCE: { zh: '县外省内', en: 'in the province' },
  ELSEWHERE: { zh: '省外', en: 'another province' },
  WELFARE_POST: { zh: '公益岗位', en: 'public-welfare post' },
  WORKSHOP: { zh: '帮扶车间', en: 'workshop' },
  SELF: { zh: '自主创业', en: 'self-employed' },
  FARMING: { zh: '务农', en: 'farming' },
  FLEXIBLE: { zh: '灵活就业', en: 'flexible work' },
} as const;
export type EmploymentChannel = keyof typeof EMPLOYMENT_CHANNELS;
export const EmploymentChannel = z.enum(Object.keys(EMPLOYMENT_CHANNELS) as [EmploymentChannel, ...EmploymentChannel[]]);

/** 不动产登记状态. */
export const CERTIFICATE_STATES = {
  NONE: { zh: '未登记', en: 'not registered' },
  REGISTERED: { zh: '已登记', en: 'registered' },
  CERTIFIED: { zh: '已发证', en: 'certificate issued' },
} as const;
export type CertificateState = keyof typeof CERTIFICATE_STATES;
export const CertificateState = z.enum(Object.keys(CERTIFICATE_STATES) as [CertificateState, ...CertificateState[]]);

/** 安置点类型. */
export const SITE_TYPES = {
  COUNTY_SEAT: { zh: '县城', en: 'county seat' },
  TOWN: { zh: '集镇', en: 'town' },
  CENTRAL_VILLAGE: { zh: '中心村', en: 'central village' },
  INDUSTRIAL_PARK: { zh: '产业园区', en: 'industrial park' },
  TOURISM: { zh: '乡村旅游区', en: 'rural tourism area' },
} as const;
export type SiteType = keyof typeof SITE_TYPES;
export const SiteType = z.enum(Object.keys(SITE_TYPES) as [SiteType, ...SiteType[]]);
