import type { CheckScope } from '@humai/contracts-identification';
import type { Drawn } from '@humai/identification-domain';
import { areaPrefix, collectionOf, type Filter, type Projection, type ReadDocument, type ReadStore } from '@humai/kernel';
import { type CoverageDocument, coverageProjection, type HouseholdDocument, householdsProjection, type WatchListDocument, watchListProjection } from '../read-model/index.js';

type Named = Pick<Projection, 'name' | 'version'>;
/** Brings read models to where the log ends now; answers that position. */
export type UpToDate = (projections: readonly Named[]) => Promise<number>;

const GONE: readonly HouseholdDocument['status'][] = ['CLOSED', 'MERGED'];
const isMonitored = (h: HouseholdDocument) => h.enrolmentId !== null && h.clearedOn === null;

/** What rounds ask of read models, which are brought up to date before. */
export class ChecksInView {
  constructor(
    private readonly readStore: Pick<ReadStore, 'scan' | 'resolve'>,
    private readonly upToDate: UpToDate,
  ) {}

  /** The households of an area that a scope means, by village, and the position of the log up to which that is so. */
  async candidates(area: string, scope: CheckScope): Promise<Readonly<{ candidates: Drawn; asOfPosition: number }>> {
    const asOfPosition = await this.upToDate([householdsProjection, watchListProjection]);
    const within: Filter = { village: { prefix: areaPrefix(area) } };
    const candidates: Record<string, string[]> = {};
    const take = async <D extends ReadDocument & { village: string }>(projection: Named, isMeant: (document: D) => boolean) => {
      for await (const batch of this.readStore.scan<D>(await this.readStore.resolve(collectionOf(projection)), within))
        for (const document of batch) if (isMeant(document)) (candidates[document.village] ??= []).push(document._id);
    };
    if (scope === 'WATCHED') await take<WatchListDocument>(watchListProjection, (w) => w.active);
    else await take<HouseholdDocument>(householdsProjection, (h) => !GONE.includes(h.status) && (scope !== 'MONITORED' || isMonitored(h)));
    return { candidates, asOfPosition };
  }

  /** How many households of a round have been checked. */
  async checked(roundId: string): Promise<Readonly<{ checked: number; asOfPosition: number }>> {
    const asOfPosition = await this.upToDate([coverageProjection]);
    let checked = 0;
    for await (const counties of this.readStore.scan<CoverageDocument>(await this.readStore.resolve(collectionOf(coverageProjection)), { roundId, level: 'county' }))
      for (const county of counties) checked += county.checked;
    return { checked, asOfPosition };
  }
}
