import { RELATIONS } from '@humai/contracts-identification';
import { chooseGrant, collectionOf, DomainError, type PersonRecord, type ReadStore, type Vault } from '@humai/kernel';
import { AtLeast, AtLeastHeader, callerOfRequest, type HttpReply, type HttpRequest, READ_STORE, SubjectRegistry, VAULT } from '@humai/nest';
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { type HouseholdDocument, householdsProjection } from '../read-model/index.js';

type MemberView = Readonly<{ personId: string; relation: string; labour: string; name: string | null; documentNumber: string | null; phone: string | null; erased: boolean }>;

/** The only door to personal data: a purpose is asked, the read is recorded, numbers are masked unless the county asks for them in full. */
@ApiTags('identification')
@ApiBearerAuth()
@Controller('v1/identification/households')
export class HouseholdMembers {
  constructor(
    @Inject(READ_STORE) private readonly store: ReadStore,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(SubjectRegistry) private readonly subjects: SubjectRegistry,
    @Inject(AtLeast) private readonly atLeast: AtLeast,
  ) {}

  @Get(':id/members')
  @ApiOperation({ summary: '成员个人信息(每次查询均留痕) / members with personal data, every read is recorded' })
  @ApiQuery({ name: 'purpose', required: true, description: '查询目的 / what the data is read for' })
  @ApiQuery({ name: 'unmasked', required: false, description: '县级可查看完整号码 / full numbers, county only', enum: ['true', 'false'] })
  @AtLeastHeader()
  async members(
    @Param('id') name: string, @Query('purpose') purpose: string | undefined, @Query('unmasked') unmasked: string | undefined, @Req() request: HttpRequest, @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<{ items: readonly MemberView[] }> {
    const caller = callerOfRequest(request);
    const roles = unmasked === 'true' ? (['county'] as const) : (['village', 'township', 'county'] as const);
    chooseGrant(caller.grants, roles);
    if (!purpose?.trim() || purpose.length > 200) throw new DomainError('SHAPE.INVALID', { problem: '1-200 characters are expected', place: 'purpose' }, 'purpose');
    reply.header('humai-position', String(await this.atLeast.reach(request, householdsProjection)));
    const id = await this.subjects.resolve('households', name);
    const household = await this.store.get<HouseholdDocument>(await this.store.resolve(collectionOf(householdsProjection)), id);
    if (!household) throw new DomainError('SUBJECT.NOT_FOUND', { subject: id });
    const grant = chooseGrant(caller.grants, roles, household.village);
    const people = await this.vault.read(household.members.map((m) => m.personId), { actor: caller.id, role: grant.role, purpose });
    return { items: household.members.map((m) => viewOf(m, people.get(m.personId) ?? null, unmasked !== 'true')) };
  }
}

function mask(text: string | undefined, head: number, tail: number): string | null {
  if (text === undefined) return null;
  // What is too short to be a number of its kind shows nothing: its head and tail would be all of it.
  const shown = text.length > head + tail;
  return shown ? `${text.slice(0, head)}${'*'.repeat(text.length - head - tail)}${text.slice(-tail)}` : '*'.repeat(text.length);
}

function viewOf({ personId, relation, labour }: HouseholdDocument['members'][number], person: PersonRecord | null, masked: boolean): MemberView {
  const common = { personId, relation: RELATIONS[relation].zh, labour, erased: person === null };
  if (!person) return { ...common, name: null, documentNumber: null, phone: null };
  return {
    ...common,
    name: person.name,
    documentNumber: masked ? mask(person.documentNumber, 6, 4) : (person.documentNumber ?? null),
    phone: masked ? mask(person.phone, 3, 4) : (person.phone ?? null),
  };
}
