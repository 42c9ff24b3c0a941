import { IdentificationPolicy, type IdentificationEvent, WatchList } from '@humai/contracts-identification';
import type { Household } from '@humai/identification-domain';
import { type EventCatalogue, type EventStore, type PolicySource, type RecordedEvent, subjectOf } from '@humai/kernel';
import { commandIdOf, RethrowFilter } from '@humai/messaging';
import { CATALOGUE, CommandExecutor, EVENT_STORE, POLICIES } from '@humai/nest';
import { Controller, Inject, UseFilters } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { householdAggregate, identificationService } from '../application/household-aggregate.js';
import { Streams } from '../application/streams.js';
import { because, IDENTIFICATION } from './reactions.js';

type On<T extends IdentificationEvent['type']> = RecordedEvent<Extract<IdentificationEvent, { type: T }>>;

/** What puts households on watch lists and takes them off without anybody's hand. */
@Controller()
@UseFilters(RethrowFilter)
export class WatchReactions {
  readonly #streams: Streams;

  constructor(
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(EVENT_STORE) store: Pick<EventStore, 'readStream'>,
    @Inject(CATALOGUE) catalogue: EventCatalogue,
    @Inject(POLICIES) private readonly policies: PolicySource,
  ) {
    this.#streams = new Streams(store, catalogue);
  }

  /** Who is not eligible stays under watch, on the list of the reason (domain §2.4, step 11). */
  @EventPattern<string>('identification.ClueClosed.v1', IDENTIFICATION)
  async onClueClosed(@Payload() event: On<'identification.ClueClosed.v1'>): Promise<void> {
    const { clueId, verdict } = event.data;
    if (verdict !== 'NOT_ELIGIBLE') return;
    const household = await this.#living(event);
    const lists = household && this.#rules(household, event)?.notEligible;
    if (!lists) return;
    for (const list of new Set(household.clues[clueId]?.riskTypes.map((type) => lists[type.slice(0, 2)]))) if (list) await this.#put(event, list, 'VERDICT');
  }

  /** The rule of a source may name a list. */
  @EventPattern<string>('identification.WarningRaised.v1', IDENTIFICATION)
  async onWarningRaised(@Payload() event: On<'identification.WarningRaised.v1'>): Promise<void> {
    const list = WatchList.safeParse(event.data.watchList);
    // With a household that split off or was merged its lists have come already.
    if (list.success && event.data.carriedFrom === undefined && (await this.#living(event))) await this.#put(event, list.data, 'DATA');
  }

  /** A cleared household stays tracked (invariant 18). */
  @EventPattern<string>('identification.HouseholdCleared.v1', IDENTIFICATION)
  async onCleared(@Payload() event: On<'identification.HouseholdCleared.v1'>): Promise<void> {
    await this.#track(event);
  }

  @EventPattern<string>('identification.MonitoringCarriedOver.v1', IDENTIFICATION)
  async onCarriedOver(@Payload() event: On<'identification.MonitoringCarriedOver.v1'>): Promise<void> {
    if (event.data.cleared) await this.#track(event);
  }

  @EventPattern<string>('identification.HouseholdEnrolled.v1', IDENTIFICATION)
  async onEnrolled(@Payload() event: On<'identification.HouseholdEnrolled.v1'>): Promise<void> {
    await this.#untrack(event, '重新纳入监测');
  }

  @EventPattern<string>('identification.ClearingRolledBack.v1', IDENTIFICATION)
  async onRolledBack(@Payload() event: On<'identification.ClearingRolledBack.v1'>): Promise<void> {
    await this.#untrack(event, '风险消除回退');
  }

  /** A visit to a cleared household is a visit of every list it is on; its papers stand in the event that it follows from. */
  @EventPattern<string>('identification.HouseholdTracked.v1', IDENTIFICATION)
  async onTracked(@Payload() event: On<'identification.HouseholdTracked.v1'>): Promise<void> {
    const { trackingId, visitedOn, visitorIds, finding } = event.data;
    const lists = Object.values((await this.#living(event))?.watch.lists ?? {});
    if (!lists.some(({ listedOn }) => listedOn <= visitedOn)) return;
    await this.#give(event, 'RecordVisit', {
      visitId: trackingId, visitedOn, byIds: visitorIds, finding: finding === 'STABLE' ? 'NOTHING_NEW' : 'TO_WATCH', evidenceHashes: [],
    });
  }

  async #track(event: On<'identification.HouseholdCleared.v1' | 'identification.MonitoringCarriedOver.v1'>): Promise<void> {
    const household = await this.#living(event);
    // Who was enrolled again, or whose clearing was rolled back, before this was handled is no longer cleared.
    if (household?.enrolment?.status === 'CLEARED' && this.#rules(household, event)?.afterClearing) await this.#put(event, 'CLEARED_TRACKING', 'CLEARING');
  }

  async #untrack(event: On<'identification.HouseholdEnrolled.v1' | 'identification.ClearingRolledBack.v1'>, reason: string): Promise<void> {
    const household = await this.#living(event);
    if (household?.enrolment?.status === 'OPEN' && household.watch.lists.CLEARED_TRACKING) await this.#give(event, 'TakeOffWatchList', { list: 'CLEARED_TRACKING', reason });
  }

  /** The household, unless it is gone meanwhile. */
  async #living({ stream }: RecordedEvent): Promise<Household | null> {
    const { state } = await this.#streams.household(subjectOf(stream));
    return state.lineage.ended ? null : state;
  }

  #rules({ registered }: Household, { metadata }: RecordedEvent) {
    return registered && this.policies.inForce(IdentificationPolicy, registered.village, metadata.effectiveOn).content.watch;
  }

  #put(event: RecordedEvent, list: WatchList, origin: string): Promise<void> {
    return this.#give(event, 'PutOnWatchList', { list, origin }, list);
  }

  async #give(event: RecordedEvent, type: string, data: object, purpose = ''): Promise<void> {
    await this.executor.execute(householdAggregate, { type, id: subjectOf(event.stream), data, actor: identificationService, commandId: commandIdOf(event.id, `${type}${purpose}`), ...because(event) });
  }
}
