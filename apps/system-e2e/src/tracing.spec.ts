import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Collector, type Span } from './testing/collector.js';
import { Officer } from './testing/officer.js';
import { daysAgo, documentNumber } from './testing/people.js';
import { isDistributed, System } from './testing/system.js';

const [COUNTY, TOWNSHIP, VILLAGE] = ['511504000000', '511504001000', '511504001004'];
const NUMBER = '51150400100400001';
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';

const collector = new Collector();
let system: System;
let township: Officer;
let household: string;
const on = (command: string, context = 'relocation') => `/v1/${context}/households/${household}/${command}`;

beforeAll(async () => {
  system = new System(undefined, await collector.listen());
  await system.start();
  township = await Officer.appointed(system, 'township', TOWNSHIP);
  const county = await Officer.appointed(system, 'county', COUNTY);
  household = 'household-of-this-spec';
  await township.does(on('register-household', 'identification'), {
    registerNumber: NUMBER, village: VILLAGE, kind: 'GENERAL', members: [{ name: '测甲', documentNumber: documentNumber('1970-03-01', 11), relation: '01', labour: 'ORDINARY' }],
  });
  await county.does('/v1/relocation/sites/site-1/open-site', { name: '一号安置点', area: TOWNSHIP, type: 'TOWN', openedOn: daysAgo(20) });
  await township.does(on('relocate-household'), { siteId: 'site-1', movedOn: daysAgo(20), effectiveOn: daysAgo(20) });
  const { body } = await township.get<{ items: { personId: string }[] }>(`/v1/identification/households/${household}/members?purpose=visit`);
  await township.does(on('record-employment'), { personId: body.items[0]!.personId, employmentId: 'job-1', channel: 'COUNTY', startedOn: daysAgo(19), effectiveOn: daysAgo(19) });
}, 120_000);
afterAll(async () => {
  await system.remove();
  await collector.close();
});

/** Between services the event goes by way of the relay and Kafka. */
const SENDS = isDistributed()
  ? [['send identification.ClueReported.v1', 'PRODUCER', 'identification.ReportClue', false], ['send relocation.EmploymentLost.v1', 'PRODUCER', 'relocation.LoseEmployment', false]] as const
  : [];

const isInbox = ({ name }: Span) => /^project identification\.clues\.v\d+$/.test(name);

it('one trace leads from the request through the event to the consumer, its command and the read models', async () => {
  await township.does(on('lose-employment'), { employmentId: 'job-1', lostOn: daysAgo(3), effectiveOn: daysAgo(3) }, { headers: { traceparent: `00-${TRACE}-${CALLER}-01` } });
  const spans = await collector.trace(TRACE, (all) => all.some(isInbox) && all.some((s) => s.kind === 'SERVER') && SENDS.every(([name]) => all.some((s) => s.name === name)));
  const parentOf = (span: Span) => spans.find((s) => s.spanId === span.parentId)?.name ?? span.parentId;
  const hops = spans.filter((s) => !s.name.startsWith('project ') && s.kind !== 'CLIENT').map((s) => [s.name, s.kind, parentOf(s), s.failed]);
  expect(hops.sort()).toStrictEqual([
    ['POST /v1/relocation/households/:id/lose-employment', 'SERVER', CALLER, false],
    ['append', 'INTERNAL', 'identification.ReportClue', false],
    ['append', 'INTERNAL', 'relocation.LoseEmployment', false],
    ['identification.ReportClue', 'INTERNAL', 'process relocation.EmploymentLost.v1', false],
    ['process relocation.EmploymentLost.v1', 'CONSUMER', isDistributed() ? 'send relocation.EmploymentLost.v1' : 'relocation.LoseEmployment', false],
    ['relocation.LoseEmployment', 'INTERNAL', 'POST /v1/relocation/households/:id/lose-employment', false],
    ...SENDS,
  ]);
  expect(spans.filter(isInbox).map((s) => [parentOf(s), s.attributes['humai.event']])).toStrictEqual([['identification.ReportClue', 'identification.ClueReported.v1']]);
  const written = new Set(spans.filter((s) => s.name.startsWith('project ')).map((s) => `${parentOf(s)} → ${s.attributes['humai.event']}`));
  expect([...written].sort()).toStrictEqual(['identification.ReportClue → identification.ClueReported.v1', 'relocation.LoseEmployment → relocation.EmploymentLost.v1']);
}, 60_000);

it('a request that names no trace begins one of its own, and says which', async () => {
  const { headers } = await township.get('/v1/identification/clues?area=511504001');
  const [, traceId] = headers.get('traceresponse')!.split('-');
  const spans = await collector.trace(traceId!, (all) => all.length > 0);
  expect(spans.filter((s) => s.kind !== 'CLIENT').map((s) => [s.name, s.kind, s.parentId, s.attributes])).toStrictEqual([
    ['GET /v1/identification/clues', 'SERVER', '', { 'http.request.method': 'GET', 'url.scheme': 'http', 'http.route': '/v1/identification/clues', 'http.response.status_code': 200 }],
  ]);
}, 60_000);

it('what ended last is sent before the process ends', async () => {
  const { headers } = await township.get('/v1/identification/clues?area=511504001');
  expect(await system.stop()).toBe(0);
  expect(collector.spans.filter((s) => s.kind === 'SERVER' && s.traceId === headers.get('traceresponse')!.split('-')[1])).toHaveLength(1);
}, 60_000);
