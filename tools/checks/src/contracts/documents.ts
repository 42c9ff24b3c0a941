import { EventCatalogue } from '@humai/kernel';
import * as nest from '@humai/nest';
import { contractsOf, httpAdapter, type ContextDefinition, openApiOf, PlatformModule } from '@humai/nest';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
/** A JSON object: a schema, a document, a part of one. */
export type Doc = Readonly<Record<string, Json>>;

export const CONTRACTS = 'contracts';
export const openApiPath = (service: string): string => `openapi/${service}.json`;

const VERSION = '0.1.0';
const TITLE = 'Humai 户脉';

/** Every token of the platform with nothing behind it: what is only looked at needs its place, not its work. */
const tokens = Object.values(nest).filter((value) => typeof value === 'symbol').map((provide) => ({ provide, useValue: {} }));
class Nothing {}
const aroundOf = ({ module }: ContextDefinition): DynamicModule => ({ module: Nothing, global: true, imports: [PlatformModule, module], providers: tokens, exports: tokens.map((t) => t.provide) });

async function openApiOfService(context: ContextDefinition): Promise<Doc> {
  const app = await NestFactory.create(aroundOf(context), httpAdapter(), { preview: true, logger: false, abortOnError: false });
  return plain(openApiOf(app, { title: `${TITLE}: ${context.name}`, version: VERSION }));
}

/** As it reads from its file. */
const plain = (document: unknown): Doc => JSON.parse(JSON.stringify(document)) as Doc;

export const catalogueOf = (contexts: readonly ContextDefinition[]): EventCatalogue => new EventCatalogue(contexts.map((c) => c.events), contexts.flatMap((c) => c.upcasters ?? []));

/** All documents that other systems may build on, by their path below `contracts/`: OpenAPI per service, the topics, a schema per event version. */
export async function makeContracts(contexts: readonly ContextDefinition[]): Promise<ReadonlyMap<string, Doc>> {
  const services = await Promise.all(contexts.map(async (context) => [openApiPath(context.name), await openApiOfService(context)] as const));
  const house = { catalogue: catalogueOf(contexts), aggregates: contexts.flatMap((c) => c.aggregates) };
  return new Map([...services, ...[...contractsOf(house, { title: TITLE, version: VERSION })].map(([path, document]) => [path, plain(document)] as const)]);
}

export const textOf = (document: Json): string => `${JSON.stringify(document, null, 2)}\n`;
