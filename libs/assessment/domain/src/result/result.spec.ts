import { describe, it } from '@jest/globals';
import { specOf } from '@humai/testing';
import type { CommandMeta } from '@humai/kernel';
import { calendar, policies } from '../testing/past.js';
import { resultDecider, type ResultCommand } from './result.js';

const meta: CommandMeta = {
  now: '2023-02-01T02:00:00.000Z', today: '2023-02-01', effectiveOn: '2023-02-01', commandId: 'k', actor: { id: 'assessor-1', role: 'assessor', area: '511504' }, policies, calendar,
};
const [area, digest, other] = ['511504000000', 'a'.repeat(64), 'b'.repeat(64)];
const result = { year: 2022, area: area!, policy: 'assessment/5115/2021', position: 900, digest: digest! };
const { given } = specOf(resultDecider);
const publish = (over: object = {}): ResultCommand => ({ type: 'PublishResult', data: { ...result, resultId: '2022-511504000000', ...over }, meta });
const revise = (over: object = {}): ResultCommand => ({ type: 'ReviseResult', data: { ...result, digest: other!, position: 950, reason: '补录', approverId: 'assessor-2', ...over }, meta });
const published = { type: 'assessment.ResultPublished.v1' as const, data: result };
const revised = { type: 'assessment.ResultRevised.v1' as const, data: { ...result, digest: other!, position: 950, previousDigest: digest!, reason: '补录', approverId: 'assessor-2' } };

describe('a result', () => {
  it('is published with the position and the digest it can be computed from again', () => given().when(publish()).then(published));
  it('is published once, however often it is sent', () => given(published).when(publish({ position: 950 })).thenNothing());
  it('never changes after that', () => given(published).when(publish({ digest: other })).thenRejects('RESULT.PUBLISHED'));
  it('is the one result of its unit and year', () => given().when(publish({ resultId: 'mine' })).thenRejects('RESULT.NAME'));
});

describe('a revision', () => {
  it('names what it replaces, why, and who approved', () => given(published).when(revise()).then(revised));
  it('is made once, however often it is sent', () => given(published, revised).when(revise()).thenNothing());
  it('needs a published result', () => given().when(revise()).thenRejects('RESULT.NOT_PUBLISHED'));
  it('is not approved by its author', () => given(published).when(revise({ approverId: 'assessor-1' })).thenRejects('RESULT.APPROVER_IS_AUTHOR'));
  it('needs scores that are others', () => given(published).when(revise({ digest })).thenRejects('RESULT.UNCHANGED'));
  it('follows the last revision', () => given(published, revised).when(revise({ reason: '再次' })).thenRejects('RESULT.UNCHANGED'));
});
