import { mkdtempSync, rmSync, statSync, writeFileSync, readFileSync, chmodSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PUBLIC_ROUTE, ProblemFilter } from '@humai/nest';
import { Controller, Get, Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { AuthModule, Caller, Public, TOKEN_VERIFIER } from './auth-guard.js';
import { type EmbeddedIssuer, openEmbeddedIssuer } from './embedded-issuer.js';
import { createOidcVerifier } from './oidc-verifier.js';

let directory: string;
beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'humai-auth-'))));
afterEach(() => rmSync(directory, { recursive: true }));
const grants = [{ role: 'township', area: '511504101' }, { role: 'department:civil-affairs', area: '511504' }];
const keyFile = () => join(directory, 'identity', 'issuer-key.json');
const refused = (code: string, field?: string) => expect.objectContaining(field ? { code, field } : { code });

describe('the embedded issuer', () => {
  it('mints tokens that say who may do what where', async () => {
    const issuer = await openEmbeddedIssuer(directory);
    expect(await issuer.verify(await issuer.mint({ subject: 'officer-1', grants, days: 1 }))).toStrictEqual({ id: 'officer-1', grants });
  });

  it('keeps its key, for its owner only, over a restart', async () => {
    const token = await (await openEmbeddedIssuer(directory)).mint({ subject: 's', grants, days: 1 });
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
    chmodSync(keyFile(), 0o644);
    expect((await (await openEmbeddedIssuer(directory)).verify(token)).id).toBe('s');
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
  });

  it('two first starts at once agree on one key', async () => {
    const [a, b] = await Promise.all([openEmbeddedIssuer(directory), openEmbeddedIssuer(directory)]);
    expect((await b.verify(await a.mint({ subject: 's', grants, days: 1 }))).id).toBe('s');
  });

  it('does not give the secret half away', async () => expect((await openEmbeddedIssuer(directory)).verifyKey).not.toHaveProperty('d'));

  it('names a damaged key file', async () => {
    await openEmbeddedIssuer(directory);
    writeFileSync(keyFile(), '{');
    await expect(openEmbeddedIssuer(directory)).rejects.toEqual(refused('STORE.DAMAGED'));
  });

  it.each([
    ['a role there is not', { grants: [{ role: 'king', area: '' }] }, '0.role'],
    ['a department without code', { grants: [{ role: 'department', area: '' }] }, '0.role'],
    ['an area that is no code', { grants: [{ role: 'county', area: 'x' }] }, '0.area'],
    ['no rights at all', { grants: [] }, 'grants'],
    ['no time', { days: 0 }, 'days'],
    ['years', { days: 400 }, 'days'],
  ])('mints no token for %s', async (_, wrong, field) => {
    await expect((await openEmbeddedIssuer(directory)).mint({ subject: 's', grants, days: 1, ...wrong })).rejects.toEqual(refused('SHAPE.INVALID', field));
  });

  describe('refuses', () => {
    const sign = async (change: (jwt: SignJWT) => SignJWT, claims: Record<string, unknown> = { humai: grants }, of = directory) => {
      await openEmbeddedIssuer(of);
      const key = await importJWK(JSON.parse(readFileSync(join(of, 'identity', 'issuer-key.json'), 'utf8')) as JWK, 'EdDSA');
      const jwt = new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA' }).setIssuer('urn:humai:embedded').setAudience('humai').setSubject('s').setExpirationTime('1 day');
      return change(jwt).sign(key);
    };
    it.each<[string, (jwt: SignJWT) => SignJWT, Record<string, unknown>]>([
      ['an expired token', (jwt) => jwt.setExpirationTime('-2 minutes'), { humai: grants }],
      ['another issuer', (jwt) => jwt.setIssuer('urn:other'), { humai: grants }],
      ['another audience', (jwt) => jwt.setAudience('other'), { humai: grants }],
      ['a token without rights', (jwt) => jwt, {}],
      ['a role there is not', (jwt) => jwt, { humai: [{ role: 'root', area: '' }] }],
      ['rights that are no list', (jwt) => jwt, { humai: 'county' }],
    ])('%s', async (_, change, claims) => {
      const token = await sign(change, claims);
      await expect((await openEmbeddedIssuer(directory)).verify(token)).rejects.toEqual(refused('IDENTITY.INVALID'));
    });
    it('takes the very token these are made from', async () => {
      expect((await (await openEmbeddedIssuer(directory)).verify(await sign((jwt) => jwt))).id).toBe('s');
    });
    it("another system's key", async () => {
      const other = mkdtempSync(join(tmpdir(), 'humai-auth-'));
      const token = await sign((jwt) => jwt, undefined, other);
      rmSync(other, { recursive: true });
      await expect((await openEmbeddedIssuer(directory)).verify(token)).rejects.toEqual(refused('IDENTITY.INVALID'));
    });
    it('an unsigned token', async () => {
      const part = (o: object) => Buffer.from(JSON.stringify(o)).toString('base64url');
      const token = `${part({ alg: 'none' })}.${part({ iss: 'urn:humai:embedded', aud: 'humai', sub: 's', exp: 9e9, humai: grants })}.`;
      await expect((await openEmbeddedIssuer(directory)).verify(token)).rejects.toEqual(refused('IDENTITY.INVALID'));
    });
  });
});

describe('the OIDC verifier', () => {
  const provider = async (run: (url: string, sign: (issuer: string) => Promise<string>) => Promise<void>) => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const server = createServer((_, response) => void exportJWK(publicKey).then((jwk) => response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [{ ...jwk, kid: 'k', alg: 'ES256' }] }))));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`, (issuer) =>
        new SignJWT({ humai: grants }).setProtectedHeader({ alg: 'ES256', kid: 'k' }).setIssuer(issuer).setAudience('humai').setSubject('o').setExpirationTime('1h').sign(privateKey));
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  };

  it('takes what the provider signed, and nothing else', () =>
    provider(async (url, sign) => {
      const verifier = createOidcVerifier({ issuer: 'https://id.example', jwks: url });
      expect(await verifier.verify(await sign('https://id.example'))).toStrictEqual({ id: 'o', grants });
      await expect(verifier.verify(await sign('https://other.example'))).rejects.toEqual(refused('IDENTITY.INVALID'));
      await expect(verifier.verify('rubbish')).rejects.toEqual(refused('IDENTITY.INVALID'));
    }));

  it('takes the keys from a file, and says so when it holds none', () =>
    provider(async (url, sign) => {
      const jwks = join(directory, 'jwks.json');
      await expect(async () => createOidcVerifier({ issuer: 'https://id.example', jwks })).rejects.toMatchObject({ code: 'IDENTITY.NO_KEYS', details: { file: jwks, problem: 'ENOENT' } });
      writeFileSync(jwks, '{}');
      await expect(async () => createOidcVerifier({ issuer: 'https://id.example', jwks })).rejects.toMatchObject({ code: 'IDENTITY.NO_KEYS' });
      writeFileSync(jwks, await (await fetch(url)).text());
      expect(await createOidcVerifier({ issuer: 'https://id.example', jwks }).verify(await sign('https://id.example'))).toStrictEqual({ id: 'o', grants });
    }));

  it('says busy, not invalid, when the provider is away', async () => {
    let token = '';
    let gone = '';
    await provider(async (url, sign) => void ([token, gone] = [await sign('https://id.example'), url]));
    await expect(createOidcVerifier({ issuer: 'https://id.example', jwks: gone }).verify(token)).rejects.toEqual(refused('SERVICE.BUSY'));
  });
});

describe('the guard', () => {
  let place: string;
  let issuer: EmbeddedIssuer;
  let app: NestFastifyApplication;
  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), 'humai-auth-'));
    issuer = await openEmbeddedIssuer(place);
    @Controller()
    class Routes {
      @Get('mine') mine(@Caller() caller: unknown) { return caller; }
      @Get('open') @Public() open() { return 'open'; }
    }
    @Global()
    @Module({ providers: [{ provide: TOKEN_VERIFIER, useValue: issuer }], exports: [TOKEN_VERIFIER] })
    class Wiring {}
    @Module({ imports: [Wiring, AuthModule], controllers: [Routes] })
    class App {}
    app = await NestFactory.create<NestFastifyApplication>(App, new FastifyAdapter(), { logger: false });
    app.useGlobalFilters(new ProblemFilter({}));
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(async () => {
    await app.close();
    rmSync(place, { recursive: true });
  });
  const get = async (url: string, authorization?: string) => app.inject({ url, headers: authorization ? { authorization } : {} });

  it('lets a valid token in and says who it is', async () => {
    const answer = await get('/mine', `Bearer ${await issuer.mint({ subject: 'officer-1', grants, days: 1 })}`);
    expect(answer.json()).toEqual({ id: 'officer-1', grants });
  });
  it.each([[undefined, 'IDENTITY.MISSING'], ['Basic eDp5', 'IDENTITY.MISSING'], ['Bearer', 'IDENTITY.MISSING'], ['Bearer rubbish', 'IDENTITY.INVALID']])(
    'answers %s with 401 %s', async (authorization, code) => {
      const answer = await get('/mine', authorization);
      expect([answer.statusCode, answer.json().code, answer.headers['www-authenticate']]).toEqual([401, code, 'Bearer']);
    });
  it('lets everybody in where a route is public', async () => expect((await get('/open')).body).toBe('open'));
  it("knows the platform's mark for public routes", () => {
    class Marked {}
    Public()(Marked);
    expect(Reflect.getMetadata(PUBLIC_ROUTE, Marked)).toBe(true);
  });
});
