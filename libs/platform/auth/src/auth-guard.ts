import { type Caller as CallerType, DomainError } from '@humai/kernel';
import { type CanActivate, createParamDecorator, type ExecutionContext, Global, Inject, Injectable, Module, SetMetadata } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import type { TokenVerifier } from './claims.js';

/** The wiring provides a {@link TokenVerifier} under this. */
export const TOKEN_VERIFIER = Symbol('TokenVerifier');
/** The same word marks the platform's own health routes. */
const PUBLIC_ROUTE = 'humai:public';

/** Opens a route to everybody. For health, metrics and documents, not for data. */
export const Public = () => SetMetadata(PUBLIC_ROUTE, true);

type Request = { headers: { authorization?: string | undefined }; caller?: CallerType };

/** Who calls, from the verified token. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): CallerType => {
  const { caller } = context.switchToHttp().getRequest<Request>();
  if (!caller) throw new DomainError('IDENTITY.MISSING');
  return caller;
});
export type Caller = CallerType;

/** Lets nobody in without a valid token but to public routes. Messages between contexts are not its concern. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(TOKEN_VERIFIER) private readonly verifier: TokenVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC_ROUTE, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const [scheme, token, ...more] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !token || more.length > 0) throw new DomainError('IDENTITY.MISSING');
    request.caller = await this.verifier.verify(token);
    return true;
  }
}

/** Guards every route of the application. */
@Global()
@Module({ providers: [{ provide: APP_GUARD, useClass: AuthGuard }] })
export class AuthModule {}
