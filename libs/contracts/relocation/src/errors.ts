import { defineErrors } from '@humai/kernel';

export const RelocationErrors = defineErrors({
  'SITE.EXISTS': { status: 409, zh: '安置点 {site} 已登记且内容不同', en: 'Site {site} exists with other content' },
  'SITE.FUTURE': { status: 422, zh: '日期 {date} 晚于业务日期 {effectiveOn}', en: 'The date {date} is after the business date {effectiveOn}' },
  'RELOCATION.HOUSEHOLD_NOT_FOUND': { status: 404, zh: '没有该户', en: 'There is no such household' },
  'RELOCATION.SITE_NOT_FOUND': { status: 404, zh: '没有安置点 {site}', en: 'There is no site {site}' },
  'RELOCATION.ELSEWHERE': { status: 409, zh: '该户已搬迁至安置点 {site}', en: 'The household already moved to site {site}' },
  'RELOCATION.NONE': { status: 422, zh: '该户不是搬迁户', en: 'The household was not relocated' },
  'RELOCATION.FUTURE': { status: 422, zh: '日期 {date} 晚于业务日期 {effectiveOn}', en: 'The date {date} is after the business date {effectiveOn}' },
  'TITLE.REGISTERED': { status: 409, zh: '不动产已于 {registeredOn} 登记', en: 'The title was already registered on {registeredOn}' },
  'CERTIFICATE.NO_TITLE': { status: 422, zh: '不动产尚未登记,不能发证', en: 'No certificate before the title is registered' },
  'CERTIFICATE.BEFORE_TITLE': { status: 422, zh: '发证日期 {issuedOn} 早于登记日期 {registeredOn}', en: 'The certificate of {issuedOn} is before the registration of {registeredOn}' },
  'CERTIFICATE.ISSUED': { status: 409, zh: '不动产权证已于 {issuedOn} 发放', en: 'The certificate was already issued on {issuedOn}' },
  'EMPLOYMENT.NOT_MEMBER': { status: 422, zh: '该人员不是该户成员', en: 'This person is not a member of the household' },
  'EMPLOYMENT.EXISTS': { status: 409, zh: '就业记录 {employment} 已存在且内容不同', en: 'Employment {employment} exists with other content' },
  'EMPLOYMENT.NOT_FOUND': { status: 404, zh: '没有就业记录 {employment}', en: 'There is no employment {employment}' },
  'EMPLOYMENT.LOST_BEFORE_START': { status: 422, zh: '失业日期 {lostOn} 早于就业日期 {startedOn}', en: 'Work that began on {startedOn} cannot have ended on {lostOn}' },
});
