import type { Explanation } from '@humai/identification-domain';
import { chooseGrant, DomainError, type EventCatalogue, type EventStore, type PolicySource, type Role } from '@humai/kernel';
import { bilingual, callerOfRequest, CATALOGUE, EVENT_STORE, type HttpRequest, parseShape, POLICIES, readAsOf, SubjectRegistry } from '@humai/nest';
import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Streams } from '../application/streams.js';
import { why } from '../application/why.js';

const ROLES: readonly Role[] = ['village', 'township', 'county', 'assessor', 'auditor'];
const Moments = z.object({
  trueOn: z.string().optional().describe('截至此业务日期 / as true on a business date'),
  knownAt: z.string().optional().describe('截至此刻已记录的 / as known at an instant, or the end of a date'),
});

/** The question that an auditor asks two years later. */
@ApiTags('identification')
@ApiBearerAuth()
@Controller('v1/identification/households')
export class WhyListed {
  readonly #streams: Streams;

  constructor(
    @Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'readStream'>,
    @Inject(CATALOGUE) private readonly catalogue: EventCatalogue,
    @Inject(POLICIES) private readonly policies: PolicySource,
    @Inject(SubjectRegistry) private readonly subjects: SubjectRegistry,
  ) {
    this.#streams = new Streams(store, catalogue);
  }

  @Get(':id/why')
  @ApiOperation({ operationId: 'identification_whyListed', summary: bilingual({ zh: '该户为何在册(或不在册)', en: 'why the household is on the list, or not' }), description: `角色 / roles: ${ROLES.join(', ')}` })
  @ApiParam({ name: 'id', description: '户 ID 或户编号 / household id or register number', schema: { type: 'string' } })
  @ApiQuery({ name: 'trueOn', required: false, description: Moments.shape.trueOn.description ?? '', schema: { type: 'string' } })
  @ApiQuery({ name: 'knownAt', required: false, description: Moments.shape.knownAt.description ?? '', schema: { type: 'string' } })
  @ApiResponse({ status: 200, description: '结论、步骤、证据、数字、规则 / the answer, its steps, evidence, numbers and rules' })
  async ask(@Param('id') name: string, @Query() query: unknown, @Req() request: HttpRequest): Promise<Explanation> {
    const caller = callerOfRequest(request);
    chooseGrant(caller.grants, ROLES);
    const asOf = readAsOf(parseShape(Moments, query ?? {}, 'query'));
    const id = await this.subjects.resolve('households', name);
    const { state } = await this.#streams.household(id);
    if (!state.registered) throw new DomainError('SUBJECT.NOT_FOUND', { subject: name.slice(0, 100) });
    chooseGrant(caller.grants, ROLES, state.registered.village);
    const { store, catalogue, policies } = this;
    return why(id, { store, catalogue, policies }, asOf);
  }
}
