import { BOARDS, CATEGORIES, HOUSEHOLDER, PURPOSES, RISK_TYPES } from '@humai/contracts-identification';
import { type AreaDirectory, areaPrefix, chooseGrant, type Clock, collectionOf, type Column, localDateOf, type ReadStore, type Role, type Vault } from '@humai/kernel';
import { AREAS, AtLeast, AtLeastHeader, bilingual, callerOfRequest, CLOCK, EXPORT_FORMATS, exportOf, type HttpReply, type HttpRequest, languageOf, parseShape, READ_STORE, VAULT } from '@humai/nest';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { publicNameOf } from '../application/public-name.js';
import { type HouseholdDocument, householdsProjection } from '../read-model/households/projection.js';
import { publicityBoardProjection, type ShownCaseDocument } from '../read-model/publicity-board/projection.js';

const ROLES: readonly Role[] = ['village', 'township', 'county'];
const Question = z.object({
  // A board hangs in a village; who asks for more reads more names than the board needs.
  area: z.string().regex(/^\d{9}(\d{3})?$/).describe('村或乡镇代码 / village or township code'),
  format: z.enum(['json', ...EXPORT_FORMATS]).default('json').describe('导出 / export'),
});

/** One line of the board. Kinds of risk are no diagnosis; nothing here names a member but the householder. */
type Line = Readonly<{ village: string; villageName: string; householder: string | null; purpose: string; category: string | null; reasons: readonly string[]; members: number; openedOn: string; mayCloseOn: string; board: string | null }>;

const COLUMNS: readonly Column<Line>[] = [
  { heading: { zh: '村', en: 'village' }, value: (l) => l.villageName },
  { heading: { zh: '户主', en: 'householder' }, value: (l) => l.householder },
  { heading: { zh: '公示事项', en: 'matter' }, value: (l) => l.purpose },
  { heading: { zh: '类别', en: 'category' }, value: (l) => l.category },
  { heading: { zh: '原因类别', en: 'reasons' }, value: (l) => l.reasons.join('、') },
  { heading: { zh: '人口数', en: 'members' }, value: (l) => l.members },
  { heading: { zh: '公示起始日期', en: 'from' }, value: (l) => l.openedOn },
  { heading: { zh: '公示截止日期', en: 'to' }, value: (l) => l.mayCloseOn },
];

/** What hangs on the board, in the form in which it may be shown to all; asked for by who puts it there, and each name that is read is recorded. */
@ApiTags('identification')
@ApiBearerAuth()
@Controller('v1/identification')
export class PublicityBoard {
  constructor(
    @Inject(READ_STORE) private readonly store: ReadStore,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(AREAS) private readonly areas: AreaDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AtLeast) private readonly atLeast: AtLeast,
  ) {}

  @Get('publicity-board')
  @ApiOperation({ operationId: 'identification_publicityBoard', summary: bilingual({ zh: '公示栏(公开格式)', en: 'what hangs on the public board, in its public form' }), description: `角色 / roles: ${ROLES.join(', ')}` })
  @ApiQuery({ name: 'area', required: true, description: Question.shape.area.description ?? '', schema: { type: 'string' } })
  @ApiQuery({ name: 'format', required: false, schema: { type: 'string', enum: ['json', ...EXPORT_FORMATS] } })
  @AtLeastHeader()
  @ApiResponse({ status: 200, description: '公示内容 / the lines of the board' })
  async board(@Query() raw: unknown, @Req() request: HttpRequest, @Res() reply: HttpReply): Promise<void> {
    const caller = callerOfRequest(request);
    chooseGrant(caller.grants, ROLES);
    const { area, format } = parseShape(Question, raw ?? {}, 'query');
    const { role } = chooseGrant(caller.grants, ROLES, area);
    reply.header('humai-position', String(await this.atLeast.reach(request, publicityBoardProjection, householdsProjection)));
    const lines = await this.#lines(area, { actor: caller.id, role, purpose: 'publicity board' });
    if (format === 'json') return void reply.status(200).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify({ items: lines }));
    const { type, disposition, body } = exportOf('publicity-board', format, languageOf(request), COLUMNS, (async function* () { yield lines; })(), (line) => line);
    reply.status(200).header('content-type', type).header('content-disposition', disposition).send(body);
  }

  async #lines(area: string, why: Parameters<Vault['read']>[1]): Promise<readonly Line[]> {
    const shown: ShownCaseDocument[] = [];
    for await (const batch of this.store.scan<ShownCaseDocument>(await this.store.resolve(collectionOf(publicityBoardProjection)), { shown: true, village: { prefix: areaPrefix(area) } })) shown.push(...batch);
    const households = await this.store.getMany<HouseholdDocument>(await this.store.resolve(collectionOf(householdsProjection)), shown.map((d) => d._id));
    const householderOf = (id: string) => households.get(id)?.members.find((m) => m.relation === HOUSEHOLDER)?.personId;
    const people = await this.vault.read([...new Set(shown.flatMap((d) => householderOf(d._id) ?? []))], why);
    const today = localDateOf(this.clock.now());
    return shown.map(({ _id, village, purpose, toCategory, riskTypes, openedOn, mayCloseOn, board }): Line => {
      const household = households.get(_id);
      const category = toCategory ?? household?.category ?? null;
      return {
        village, villageName: this.areas.find(village)?.name ?? village, householder: publicNameOf(people.get(householderOf(_id) ?? '') ?? null, today), purpose: PURPOSES[purpose].zh,
        category: category && CATEGORIES[category].zh, reasons: riskTypes.map((t) => RISK_TYPES[t].zh), members: household?.members.length ?? 0, openedOn: openedOn ?? '', mayCloseOn: mayCloseOn ?? '',
        board: board && BOARDS[board].zh,
      };
    }).sort((a, b) => (a.village + a.openedOn < b.village + b.openedOn ? -1 : 1));
  }
}
