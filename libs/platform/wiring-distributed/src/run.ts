import type { Logger } from '@humai/telemetry';

/** What runs until a signal: `stop` ends it in order. */
export type Running = Readonly<{ url: string; stop(): Promise<void>; /** Rejects when it cannot go on by itself. */ failed?: Promise<never> }>;

/**
 * Runs something as this process's one purpose: until SIGINT or SIGTERM, or until it fails. Sets the exit code.
 * What has not ended by the deadline is not waited for: events are durable when they are acknowledged, and the rest is repeated.
 */
export async function runUntilSignalled(logger: Logger, stopWithinSeconds: () => number, start: () => Promise<Running>): Promise<void> {
  const signalled = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve()).on(signal, () => {});
  });
  try {
    const running = await start();
    logger.info({ url: running.url }, 'ready');
    await Promise.race([signalled, ...(running.failed ? [running.failed] : [])]).catch((error: unknown) => {
      logger.fatal({ err: error }, 'cannot go on');
      process.exitCode = 1;
    });
    setTimeout(() => {
      logger.error({ seconds: stopWithinSeconds() }, 'not stopped in time');
      process.exit(1);
    }, stopWithinSeconds() * 1_000).unref();
    await running.stop();
    logger.info('stopped');
  } catch (error) {
    logger.fatal({ err: error }, 'cannot start');
    process.exitCode = 1;
    // What an adapter has opened before must not keep a process up that does nothing.
    setTimeout(() => process.exit(1), 1_000).unref();
  }
}
