import { chooseGrant, DomainError, type AccessRecord, type EventCatalogue, type EventStore, type PersonRecord, type Vault } from '@humai/kernel';
import { callerOfRequest, CATALOGUE, EVENT_STORE, type HttpRequest, shapeError, VAULT } from '@humai/nest';
import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Streams } from '../application/streams.js';

const ROLES = ['county'] as const;

/** All that is kept about one person, and who looked: what the person may ask for (个人信息保护法 第45条). */
export type OwnRecord = Readonly<{
  personId: string;
  erased: boolean;
  household: Readonly<{ id: string; village: string }> | null;
  record: PersonRecord | null;
  accesses: readonly Omit<AccessRecord, 'personId'>[];
}>;

/** The copy that the county hands to a person who asks; the handing out is itself an access. */
@ApiTags('identification')
@ApiBearerAuth()
@Controller('v1/identification/persons')
export class PersonRecords {
  readonly #streams: Streams;

  constructor(
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(EVENT_STORE) store: Pick<EventStore, 'readStream'>,
    @Inject(CATALOGUE) catalogue: EventCatalogue,
  ) {
    this.#streams = new Streams(store, catalogue);
  }

  @Get(':id/record')
  @ApiOperation({ summary: '个人信息副本(本人查阅、复制,留痕) / a copy of what is kept about one person, the handing out is recorded' })
  @ApiQuery({ name: 'purpose', required: true, description: '查阅事由 / why it is handed out' })
  async record(@Param('id') personId: string, @Query('purpose') purpose: string | undefined, @Req() request: HttpRequest): Promise<OwnRecord> {
    const caller = callerOfRequest(request);
    chooseGrant(caller.grants, ROLES); // before anything is read or told
    if (!purpose?.trim() || purpose.length > 200) throw shapeError('purpose', '1-200 characters are expected', '应为 1-200 个字符');
    const { state } = await this.#streams.person(personId);
    if (!state.known) throw new DomainError('SUBJECT.NOT_FOUND', { subject: personId.slice(0, 100) });
    const grant = chooseGrant(caller.grants, ROLES, state.village ?? undefined);
    const record = (await this.vault.read([personId], { actor: caller.id, role: grant.role, purpose })).get(personId) ?? null;
    const accesses = await this.vault.accesses({ personId });
    return {
      personId, erased: record === null, record, accesses: accesses.map(({ at, actor, role, purpose: why, action }) => ({ at, actor, role, purpose: why, action })),
      household: state.householdId === null || state.village === null ? null : { id: state.householdId, village: state.village },
    };
  }
}
