import type { Projection } from '@humai/kernel';
import { ApiHeader } from '@nestjs/swagger';
import { headerOf, type HttpRequest } from './http-context.js';
import { shapeError } from './parse.js';
import { type ReadPositions, waitForPosition } from './read-position.js';
import type { SubjectRegistry } from './subjects.js';

const HEADER = 'Humai-At-Least';

/** Documents that an answer waits as {@link AtLeast} has it. */
export const AtLeastHeader = (): MethodDecorator => ApiHeader({ name: HEADER, required: false, description: '等待读模型处理到此位置 / wait until the read model is at this position', schema: { type: 'integer' } });
/** For `headers` of a documented response. */
export const positionHeader = { 'Humai-Position': { description: '读模型位置 / position of the read model', schema: { type: 'integer' } } } as never;

/** The log position that a caller wants to see; undefined when none is asked for. Throws `SHAPE.INVALID`. */
export function positionAsked(request: HttpRequest): number | undefined {
  const header = headerOf(request, 'humai-at-least');
  if (header !== undefined && !/^\d{1,15}$/.test(header)) throw shapeError(HEADER, 'a log position is expected', '应为日志位置');
  return header === undefined ? undefined : Number(header);
}

type Shown = Pick<Projection, 'name' | 'version'>;

/** Keeps the promise of `Humai-At-Least`: whatever is answered from read models, or named by what stands in one, is answered from there on. */
export class AtLeast {
  constructor(private readonly positions: ReadPositions, private readonly subjects: Pick<SubjectRegistry, 'projections'>) {}

  /**
   * Waits until these read models, and those in which names are looked up, show what the caller asks to see; without that, does not wait.
   * Call it when rights are checked and before anything is looked up. Resolves with the position of the last of these read models.
   * Throws `SHAPE.INVALID`, `READ_MODEL.BEHIND`.
   */
  async reach(request: HttpRequest, ...projections: readonly Shown[]): Promise<number> {
    const wanted = positionAsked(request);
    const reached = (projection: Shown) => {
      const read = () => this.positions.positionOf(projection);
      return wanted === undefined ? read() : waitForPosition(read, wanted);
    };
    if (wanted !== undefined) await Promise.all(this.subjects.projections.map(reached));
    return Math.min(...(await Promise.all(projections.map(reached))));
  }
}
