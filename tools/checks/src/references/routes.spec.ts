import { Controller, Get, Module, Post } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { ApiOperation } from '@nestjs/swagger';
import { describe, expect, it } from '@jest/globals';
import { reactionsOf, routesOf } from './routes.js';

@Controller('v1/demo')
class Counters {
  @Get('counters/:id')
  @ApiOperation({ summary: '计数 / counters (1)' })
  one(): void {}
  @Post('counters/:id/count')
  @ApiOperation({ summary: '计数一次 / count once' })
  count(): void {}
  helper(): void {}
}
@Controller()
class Reactions {
  @EventPattern<string>('other.Happened.v1')
  on(): void {}
  @Get()
  root(): void {}
}
@Module({ controllers: [Reactions] })
class Inner {}
@Module({ imports: [Inner], controllers: [Counters] })
class Outer {}

describe('a module', () => {
  it('shows the routes of its controllers, those of what it imports too', () => {
    expect(routesOf(Outer)).toStrictEqual([
      { method: 'GET', path: '/v1/demo/counters/<id>', summary: { zh: '单条:计数', en: 'one of: counters' } },
      { method: 'POST', path: '/v1/demo/counters/<id>/count', summary: { zh: '计数一次', en: 'count once' } },
      { method: 'GET', path: '/', summary: { zh: '', en: '' } },
    ]);
  });

  it('shows the events it reacts to', () => {
    expect([reactionsOf(Outer), reactionsOf(Counters)]).toStrictEqual([['other.Happened.v1'], []]);
  });
});
