import { LedgerErrors, type LedgerRoute } from '@humai/contracts-ledger';
import { type Caller, chooseGrant, type Grant } from '@humai/kernel';
import { bilingual, problemResponses, toJsonSchema } from '@humai/nest';
import { applyDecorators, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';

const COMMON = ['IDENTITY.MISSING', 'IDENTITY.INVALID', 'PERMISSION.ROLE', 'PERMISSION.AREA', 'SERVICE.BUSY'];
const PARAMETERS: Readonly<Record<string, string>> = {
  'households/:id': '户 ID 或户编号 / household id or register number',
  'parked/:id': '消息编号,须作 URL 编码 / id of the message, URL-encoded',
  'read-models/:name': '读模型名称(可不带版本),或 all / name of the read model, with or without version, or all',
};
/** The code of the whole country, so that a refusal can say what is not covered. */
const WHOLE = '000000';

/** The handler of a row of the table, documented as the row says. */
export function Route(route: LedgerRoute): MethodDecorator {
  const { properties = {} } = (route.query ? toJsonSchema(route.query) : {}) as { properties?: Record<string, { description?: string }> };
  const parameter = Object.entries(PARAMETERS).find(([prefix]) => route.path.startsWith(prefix));
  const content = { [route.lines ? 'application/x-ndjson' : 'application/json']: { schema: toJsonSchema(route.answer, 'output') } };
  const area = route.area === 'whole' ? '须有全域权限 / the right must cover the whole country' : '权限须包含该户所在村 / the right must cover the village of the household';
  return applyDecorators(
    route.method === 'GET' ? Get(route.path) : Post(route.path),
    HttpCode(200),
    ApiOperation({ summary: bilingual(route.summary), description: `角色 / roles: ${route.roles.join(', ')}\n\n${area}` }),
    ...(parameter ? [ApiParam({ name: parameter[0].slice(parameter[0].indexOf(':') + 1), description: parameter[1], schema: { type: 'string' } })] : []),
    ...Object.entries(properties).map(([name, schema]) => ApiQuery({ name, required: false, description: schema.description ?? name, schema: schema as never })),
    ...(route.body ? [ApiBody({ schema: toJsonSchema(route.body) as never })] : []),
    ApiResponse({ status: 200, description: route.lines ? '每行一个 JSON 值 / one JSON value per line' : '结果 / result', content: content as never }) as MethodDecorator,
    ...problemResponses([...COMMON, ...route.refusals], LedgerErrors),
  );
}

/** The caller's right to a route; `area` is the household's, where the route asks for one. Throws `PERMISSION.ROLE` or `PERMISSION.AREA`. */
export const rightTo = (route: LedgerRoute, caller: Caller, area = route.area === 'whole' ? WHOLE : undefined): Grant => chooseGrant(caller.grants, route.roles, area);
