import type { Explanation } from '@humai/identification-domain';
import { Category, ClearingMode } from '@humai/contracts-identification';
import { actorOf, type AsOf, type Calendar, chooseGrant, type Clock, DomainError, type EventCatalogue, type EventStore, type Grant, localDateOf, type PolicySource, type Role } from '@humai/kernel';
import { AtLeast, AtLeastHeader, bilingual, CALENDAR, callerOfRequest, CATALOGUE, CLOCK, EVENT_STORE, type HttpRequest, parseShape, POLICIES, readAsOf, SubjectRegistry } from '@humai/nest';
import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Streams } from '../application/streams.js';
import { type Missing, missing, why } from '../application/why.js';

const ROLES: readonly Role[] = ['village', 'township', 'county', 'assessor', 'auditor'];
const Moments = z.object({
  trueOn: z.string().optional().describe('截至此业务日期 / as true on a business date'),
  knownAt: z.string().optional().describe('截至此刻已记录的 / as known at an instant, or the end of a date'),
});

const Decision = z.object({ for: z.enum(['enrolment', 'clearing']), category: Category.default('C2'), mode: ClearingMode.default('HELP') });

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
    @Inject(CALENDAR) private readonly calendar: Calendar,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SubjectRegistry) private readonly subjects: SubjectRegistry,
    @Inject(AtLeast) private readonly atLeast: AtLeast,
  ) {
    this.#streams = new Streams(store, catalogue);
  }

  @Get(':id/why')
  @ApiOperation({ operationId: 'identification_whyListed', summary: bilingual({ zh: '该户为何在册(或不在册)', en: 'why the household is on the list, or not' }), description: `角色 / roles: ${ROLES.join(', ')}` })
  @ApiParam({ name: 'id', description: '户 ID 或户编号 / household id or register number', schema: { type: 'string' } })
  @ApiQuery({ name: 'trueOn', required: false, description: Moments.shape.trueOn.description ?? '', schema: { type: 'string' } })
  @ApiQuery({ name: 'knownAt', required: false, description: Moments.shape.knownAt.description ?? '', schema: { type: 'string' } })
  @AtLeastHeader()
  @ApiResponse({ status: 200, description: '结论、步骤、证据、数字、规则 / the answer, its steps, evidence, numbers and rules' })
  async ask(@Param('id') name: string, @Query() query: unknown, @Req() request: HttpRequest): Promise<Explanation> {
    const asOf: AsOf = readAsOf(parseShape(Moments, query ?? {}, 'query'));
    const { id } = await this.#household(name, request);
    const { store, catalogue, policies } = this;
    return why(id, { store, catalogue, policies }, asOf);
  }

  @Get(':id/missing')
  @ApiOperation({ operationId: 'identification_missing', summary: bilingual({ zh: '纳入或消除之前还缺什么(试算)', en: 'what is missing before the household can be enrolled or cleared: a dry run' }), description: `角色 / roles: ${ROLES.join(', ')}` })
  @ApiParam({ name: 'id', description: '户 ID 或户编号 / household id or register number', schema: { type: 'string' } })
  @ApiQuery({ name: 'for', required: true, description: '拟作的决定 / the decision', enum: ['enrolment', 'clearing'] })
  @ApiQuery({ name: 'category', required: false, description: '拟纳入的类别 / category to enrol as', enum: Category.options })
  @ApiQuery({ name: 'mode', required: false, description: '消除方式 / way of clearing', enum: ClearingMode.options })
  @AtLeastHeader()
  @ApiResponse({ status: 200, description: '所缺事项及其规则 / what is missing, and the rulebook' })
  async missing(@Param('id') name: string, @Query() query: unknown, @Req() request: HttpRequest): Promise<Missing> {
    const { for: decision, category, mode } = parseShape(Decision, query ?? {}, 'query');
    const { id, grant } = await this.#household(name, request);
    const { store, catalogue, policies, calendar } = this;
    const now = this.clock.now();
    const today = localDateOf(now);
    const meta = { now, today, effectiveOn: today, actor: actorOf(callerOfRequest(request), grant), commandId: 'dry-run', policies, calendar };
    return missing(id, decision === 'enrolment' ? { decision: 'ENROLMENT', category } : { decision: 'CLEARING', mode }, { store, catalogue }, meta);
  }

  /** The household a name stands for, and the right to ask about it. */
  async #household(name: string, request: HttpRequest): Promise<{ id: string; grant: Grant }> {
    const { grants } = callerOfRequest(request);
    chooseGrant(grants, ROLES); // before anything is read or told
    await this.atLeast.reach(request);
    const id = await this.subjects.resolve('households', name);
    const { state } = await this.#streams.household(id);
    if (!state.registered) throw new DomainError('SUBJECT.NOT_FOUND', { subject: name.slice(0, 100) });
    return { id, grant: chooseGrant(grants, ROLES, state.registered.village) };
  }
}
