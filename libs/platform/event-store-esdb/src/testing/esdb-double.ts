// A double of EventStoreDB's protocol, not EventStoreDB: an in-process gRPC server over the service definitions that the client package brings,
// with the documented semantics of what the adapter uses. It has the adapter's code run where no server can be had.
import { setTimeout as delay } from 'node:timers/promises';
import * as grpc from '@grpc/grpc-js';
import gossipPb from '@eventstore/db-client/generated/gossip_pb.js';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import featuresPb from '@eventstore/db-client/generated/serverfeatures_pb.js';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import statusPb from '@eventstore/db-client/generated/status_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import { EsdbLog, type Expected, type Proposed, type Stored, type Written } from './esdb-log.js';

type ReadCall = grpc.ServerWritableStream<streamsPb.ReadReq, streamsPb.ReadResp>;
type BatchCall = grpc.ServerDuplexStream<streamsPb.BatchAppendReq, streamsPb.BatchAppendResp>;
type AppendCall = grpc.ServerReadableStream<streamsPb.AppendReq, streamsPb.AppendResp>;
type Message = Readonly<{ getId(): sharedPb.UUID | undefined; getMetadataMap(): { get(key: string): unknown }; getData_asU8(): Uint8Array; getCustomMetadata_asU8(): Uint8Array }>;

/** What goes wrong with the next calls. */
export type Faults = {
  /** Appends refused as UNAVAILABLE before anything is written. */
  unavailable: number;
  /** Appends that are written, and whose answer is lost. */
  lost: number;
  /** Appends that are taken and never answered. */
  silent: number;
  /** Reads that break off after so many events, each once. */
  breakReads: number[];
  /** Every answer comes so late. */
  slowMs: number;
  /** Every call is refused as one without rights. */
  denied: boolean;
  /** The leader, when this is a follower: it sends away who requires the leader, and has nothing for the others. */
  leader: Readonly<{ port: number }> | undefined;
  /** Whether it offers BatchAppend, as servers since 21.10 do. */
  batchAppend: boolean;
};

const unavailable = { code: grpc.status.UNAVAILABLE, details: 'the double is not available' };
const denied = () => ({ code: grpc.status.PERMISSION_DENIED, details: 'Access Denied', metadata: metadataOf({ exception: 'access-denied' }) });
const metadataOf = (values: Readonly<Record<string, string>>): grpc.Metadata => {
  const metadata = new grpc.Metadata();
  for (const [key, value] of Object.entries(values)) metadata.set(key, value);
  return metadata;
};

const nameOf = (identifier: sharedPb.StreamIdentifier | undefined): string => Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');
const identifierOf = (name: string): sharedPb.StreamIdentifier => new sharedPb.StreamIdentifier().setStreamName(Buffer.from(name).toString('base64'));
const proposedOf = (message: Message): Proposed => ({
  id: (message.getId()?.getString() ?? '').toLowerCase(),
  type: String(message.getMetadataMap().get('type')),
  contentType: String(message.getMetadataMap().get('content-type')),
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

export class EsdbDouble {
  readonly log = new EsdbLog();
  readonly faults: Faults = { unavailable: 0, lost: 0, silent: 0, breakReads: [], slowMs: 0, denied: false, leader: undefined, batchAppend: true };
  /** Filters of the subscriptions that were asked for, and where each began. */
  readonly subscribed: { from: number; regex: string }[] = [];
  readonly #subscriptions = new Set<ReadCall>();
  #server: grpc.Server | undefined;
  port = 0;

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  async start(): Promise<void> {
    const server = new grpc.Server({ 'grpc.max_receive_message_length': -1 });
    server.addService(streamsGrpc.StreamsService as never, { read: this.#read, append: this.#append, batchAppend: this.#batchAppend } as never);
    server.addService(featuresGrpc.ServerFeaturesService as never, { getSupportedMethods: this.#features } as never);
    server.addService(gossipGrpc.GossipService as never, { read: this.#gossip } as never);
    this.port = await new Promise((resolve, reject) => server.bindAsync(`127.0.0.1:${this.port}`, grpc.ServerCredentials.createInsecure(), (error, port) => (error ? reject(error) : resolve(port))));
    this.#server = server;
  }

  /** As a killed server: every connection breaks. What is stored is there when it is started again. */
  stop(): void {
    this.#server?.forceShutdown();
    this.#server = undefined;
  }

  /** Breaks every subscription of the moment. */
  dropSubscriptions(): number {
    const dropped = [...this.#subscriptions];
    for (const call of dropped) call.emit('error', unavailable);
    return dropped.length;
  }

  readonly #features = (_: unknown, callback: grpc.sendUnaryData<featuresPb.SupportedMethods>): void => {
    const methods = ['read', 'append', ...(this.faults.batchAppend ? ['batchappend'] : [])];
    callback(null, new featuresPb.SupportedMethods().setEventStoreServerVersion('24.10.0').setMethodsList(methods.map((name) => new featuresPb.SupportedMethod().setServiceName('event_store.client.streams.streams').setMethodName(name))));
  };

  readonly #gossip = (_: unknown, callback: grpc.sendUnaryData<gossipPb.ClusterInfo>): void => {
    const member = new gossipPb.MemberInfo().setState(gossipPb.MemberInfo.VNodeState.LEADER).setIsAlive(true).setHttpEndPoint(new gossipPb.EndPoint().setAddress('127.0.0.1').setPort(this.port));
    callback(null, new gossipPb.ClusterInfo().setMembersList([member]));
  };

  /** Throws a status for a caller who is not served here. */
  #admit({ metadata }: Readonly<{ metadata: grpc.Metadata }>): void {
    if (this.faults.denied) throw denied();
    const { leader } = this.faults;
    if (leader && metadata.get('requires-leader')[0] === 'true')
      throw { code: grpc.status.NOT_FOUND, details: 'Leader info available', metadata: metadataOf({ exception: 'not-leader', 'leader-endpoint-host': '127.0.0.1', 'leader-endpoint-port': String(leader.port) }) };
  }

  /** What an append comes to, or null when it is never answered. Throws a status. */
  async #write(call: AppendCall | BatchCall, stream: string, events: readonly Proposed[], expected: Expected): Promise<Written | null> {
    if (this.faults.slowMs > 0) await delay(this.faults.slowMs);
    this.#admit(call);
    if (this.faults.unavailable > 0) {
      this.faults.unavailable -= 1;
      throw unavailable;
    }
    const written = this.log.append(stream, events, expected);
    if (this.faults.lost > 0) {
      this.faults.lost -= 1;
      throw unavailable;
    }
    if (this.faults.silent > 0) {
      this.faults.silent -= 1;
      return null;
    }
    return written;
  }

  readonly #append = async (call: AppendCall, callback: grpc.sendUnaryData<streamsPb.AppendResp>): Promise<void> => {
    let options: streamsPb.AppendReq.Options | undefined;
    const events: Proposed[] = [];
    for await (const request of call as AsyncIterable<streamsPb.AppendReq>) {
      options ??= request.getOptions();
      const message = request.getProposedMessage();
      if (message) events.push(proposedOf(message as unknown as Message));
    }
    if (!options) return;
    const expected = options.hasRevision() ? Number(options.getRevision()) : options.hasNoStream() ? 'no stream' : options.hasAny() ? 'any' : 'stream exists';
    try {
      const written = await this.#write(call, nameOf(options.getStreamIdentifier()), events, expected);
      if (written === null) return;
      if ('tooLarge' in written) return callback({ code: grpc.status.INVALID_ARGUMENT, details: 'Maximum Append Size Exceeded', metadata: metadataOf({ exception: 'maximum-append-size-exceeded', 'maximum-append-size': String(written.tooLarge) }) });
      const response = new streamsPb.AppendResp();
      if ('wrong' in written) {
        const wrong = new streamsPb.AppendResp.WrongExpectedVersion();
        if (written.wrong < 0) wrong.setCurrentNoStream(new sharedPb.Empty());
        else wrong.setCurrentRevision(String(written.wrong));
        if (typeof expected === 'number') wrong.setExpectedRevision(String(expected));
        else wrong.setExpectedNoStream(new sharedPb.Empty());
        return callback(null, response.setWrongExpectedVersion(wrong));
      }
      const position = new streamsPb.AppendResp.Position().setCommitPosition(String(written.position)).setPreparePosition(String(written.position));
      callback(null, response.setSuccess(new streamsPb.AppendResp.Success().setCurrentRevision(String(written.revision)).setPosition(position)));
    } catch (error) {
      callback(error as grpc.ServiceError);
    }
  };

  readonly #batchAppend = (call: BatchCall): void => {
    type Begun = { options: streamsPb.BatchAppendReq.Options; events: Proposed[] };
    const begun = new Map<string, Begun>();
    call.on('data', (request: streamsPb.BatchAppendReq) => {
      const id = request.getCorrelationId()!;
      const options = request.getOptions();
      if (options) begun.set(id.getString(), { options, events: [] });
      const batch = begun.get(id.getString())!;
      batch.events.push(...request.getProposedMessagesList().map((message) => proposedOf(message as unknown as Message)));
      if (!request.getIsFinal()) return;
      begun.delete(id.getString());
      void this.#answerBatch(call, id, batch.options, batch.events);
    });
    call.on('end', () => call.end());
  };

  async #answerBatch(call: BatchCall, id: sharedPb.UUID, options: streamsPb.BatchAppendReq.Options, events: readonly Proposed[]): Promise<void> {
    const stream = nameOf(options.getStreamIdentifier());
    const expected = options.hasStreamPosition() ? Number(options.getStreamPosition()) : options.hasNoStream() ? 'no stream' : options.hasAny() ? 'any' : 'stream exists';
    try {
      const written = await this.#write(call, stream, events, expected);
      if (written === null) return;
      const response = new streamsPb.BatchAppendResp().setCorrelationId(id).setStreamIdentifier(identifierOf(stream));
      if ('tooLarge' in written) response.setError(statusOf(grpc.status.INVALID_ARGUMENT, 'MaximumAppendSizeExceeded', new sharedPb.MaximumAppendSizeExceeded().setMaxappendsize(written.tooLarge)));
      else if ('wrong' in written) {
        const wrong = new sharedPb.WrongExpectedVersion();
        if (written.wrong < 0) wrong.setCurrentNoStream(new emptyPb.Empty());
        else wrong.setCurrentStreamRevision(String(written.wrong));
        if (typeof expected === 'number') wrong.setExpectedStreamPosition(String(expected));
        else wrong.setExpectedNoStream(new emptyPb.Empty());
        response.setError(statusOf(grpc.status.FAILED_PRECONDITION, 'WrongExpectedVersion', wrong));
      } else {
        const position = new sharedPb.AllStreamPosition().setCommitPosition(String(written.position)).setPreparePosition(String(written.position));
        response.setSuccess(new streamsPb.BatchAppendResp.Success().setCurrentRevision(String(written.revision)).setPosition(position));
      }
      call.write(response);
    } catch (error) {
      call.emit('error', error);
    }
  }

  readonly #read = async (call: ReadCall): Promise<void> => {
    const options = call.request.getOptions()!;
    call.on('error', () => {});
    if (this.faults.slowMs > 0) await delay(this.faults.slowMs);
    try {
      this.#admit(call);
    } catch (error) {
      return void call.emit('error', error);
    }
    if (options.hasSubscription()) return this.#subscribe(call, options);
    const events = options.hasStream() ? this.#streamPart(options) : this.#allPart(options);
    if (events === undefined) {
      call.write(new streamsPb.ReadResp().setStreamNotFound(new streamsPb.ReadResp.StreamNotFound().setStreamIdentifier(options.getStream()!.getStreamIdentifier()!)));
      return void call.end();
    }
    const breakAt = this.faults.breakReads.shift();
    for (const [i, event] of events.slice(0, Number(options.getCount())).entries()) {
      if (i === breakAt) return void call.emit('error', unavailable);
      if (call.cancelled) return;
      if (!call.write(responseOf(event))) await new Promise((resolve) => call.once('drain', resolve).once('cancelled', () => resolve(undefined)));
    }
    call.end();
  };

  #streamPart(options: streamsPb.ReadReq.Options): readonly Stored[] | undefined {
    const there = this.log.stream(nameOf(options.getStream()!.getStreamIdentifier()));
    if (!there) return undefined;
    const from = options.getStream()!.hasRevision() ? Number(options.getStream()!.getRevision()) : 0;
    return there.slice(from);
  }

  #allPart(options: streamsPb.ReadReq.Options): readonly Stored[] {
    const position = options.getAll()!.getPosition();
    if (options.getReadDirection() === 1) return this.log.all.toReversed();
    return position ? this.log.all.filter((e) => e.position >= Number(position.getCommitPosition())) : this.log.all;
  }

  #subscribe(call: ReadCall, options: streamsPb.ReadReq.Options): void {
    const position = options.getAll()!.getPosition();
    const regex = options.getFilter()?.getEventType()?.getRegex() ?? '';
    const matches = new RegExp(regex);
    const interval = 32 * (options.getFilter()?.getCheckpointintervalmultiplier() ?? 1);
    let from = position ? Number(position.getCommitPosition()) : -1; // Exclusive, unlike a read.
    this.subscribed.push({ from, regex });
    let looked = 0;
    let busy = false;
    const go = async (): Promise<void> => {
      if (busy) return;
      busy = true;
      for (let next; (next = this.log.all.find((e) => e.position > from)) && !call.cancelled; ) {
        from = next.position;
        if (matches.test(next.type)) {
          if (!call.write(responseOf(next))) await new Promise((resolve) => call.once('drain', resolve).once('cancelled', () => resolve(undefined)));
        }
        if ((looked += 1) % interval === 0) call.write(new streamsPb.ReadResp().setCheckpoint(new streamsPb.ReadResp.Checkpoint().setCommitPosition(String(from)).setPreparePosition(String(from))));
      }
      busy = false;
    };
    const stop = this.log.onWritten(() => void go());
    this.#subscriptions.add(call);
    for (const end of ['cancelled', 'error', 'close', 'finish']) call.once(end, () => (stop(), this.#subscriptions.delete(call)));
    call.write(new streamsPb.ReadResp().setConfirmation(new streamsPb.ReadResp.SubscriptionConfirmation().setSubscriptionId('double')));
    void go();
  }
}

function statusOf(code: number, name: string, details: Readonly<{ serializeBinary(): Uint8Array }>): statusPb.Status {
  const any = new anyPb.Any();
  any.pack(details.serializeBinary(), `event_store.client.${name}`);
  return new statusPb.Status().setCode(code as never).setMessage(name).setDetails(any);
}

function responseOf({ id, stream, revision, position, type, contentType, data, metadata }: Stored): streamsPb.ReadResp {
  const event = new streamsPb.ReadResp.ReadEvent.RecordedEvent().setId(new sharedPb.UUID().setString(id)).setStreamIdentifier(identifierOf(stream)).setStreamRevision(String(revision));
  event.setCommitPosition(String(position)).setPreparePosition(String(position)).setData(data).setCustomMetadata(metadata);
  event.getMetadataMap().set('type', type).set('content-type', contentType).set('created', '638000000000000000');
  return new streamsPb.ReadResp().setEvent(new streamsPb.ReadResp.ReadEvent().setEvent(event).setCommitPosition(String(position)));
}
