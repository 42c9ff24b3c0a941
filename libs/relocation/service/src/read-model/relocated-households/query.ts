import { CERTIFICATE_STATES, CertificateState, EMPLOYMENT_CHANNELS, EmploymentChannel } from '@humai/contracts-relocation';
import { defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { relocatedHouseholdsProjection } from './projection.js';

export const relocatedHouseholdsQuery = defineQuery({
  name: 'relocated-households',
  projection: relocatedHouseholdsProjection,
  roles: ['village', 'township', 'county', 'department', 'assessor', 'auditor'],
  summary: { zh: '搬迁户:安置点、办证、就业', en: 'relocated households: site, certificate, employment' },
  areaField: 'village',
  filters: z.object({ site: z.string().optional(), certificate: CertificateState.optional(), zeroEmployment: z.enum(['true', 'false']).optional().describe('有劳动力而无人就业 / with labour, nobody at work') }),
  toFilter: ({ site, certificate, zeroEmployment }) => ({
    ...(site === undefined ? {} : { siteId: site }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(zeroEmployment === undefined ? {} : { zeroEmployment: zeroEmployment === 'true' }),
  }),
  sort: [['village', 'asc']],
  sortable: ['village', 'movedOn', 'employed', 'labour'],
  item: z.object({
    id: z.string().describe('户 ID / household id'), position: z.int(), village: z.string(), siteId: z.string(), siteArea: z.string(), movedOn: z.string(), certificate: CertificateState,
    labour: z.int(), employed: z.int(), zeroEmployment: z.boolean(), jobs: z.array(z.object({ employmentId: z.string(), personId: z.string(), channel: EmploymentChannel })),
  }),
  columns: [
    { heading: { zh: '户', en: 'household' }, value: (d) => d._id },
    { heading: { zh: '村代码', en: 'village' }, value: (d) => d.village },
    { heading: { zh: '安置点', en: 'site' }, value: (d) => d.siteId },
    { heading: { zh: '搬迁日期', en: 'moved on' }, value: (d) => d.movedOn },
    { heading: { zh: '不动产登记状态', en: 'certificate' }, value: (d) => CERTIFICATE_STATES[d.certificate].zh },
    { heading: { zh: '劳动力', en: 'labour' }, value: (d) => d.labour },
    { heading: { zh: '就业人数', en: 'employed' }, value: (d) => d.employed },
    { heading: { zh: '就业渠道', en: 'channels' }, value: (d) => d.jobs.map((j) => EMPLOYMENT_CHANNELS[j.channel].zh).join('、') },
  ],
});
