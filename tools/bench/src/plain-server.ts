// The least that a durable command over HTTP can be: a body is parsed, stored as one event, and answered. Prints its address.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json as readJson } from 'node:stream/consumers';
import { idOf, type PlacedEvent } from './household-life.js';
import { Peer } from './peer.js';
import { PlainStore, rowOf } from './plain-store.js';

const [kind, file, like] = process.argv.slice(2) as ['plain' | 'peer', string, string];
const streams = new Map<string, { id: number; next: number }>();
let position = 0;

function placed(path: string, data: unknown): Readonly<{ streamId: number; event: PlacedEvent }> {
  const [, , , , household, command = ''] = path.split('/');
  const stream = `household-${household}`;
  const known = streams.get(stream) ?? { id: streams.size + 1, next: 0 };
  streams.set(stream, known);
  position += 1;
  const metadata = {
    actor: 'bench', role: 'township', area: '511504101', policy: null, effectiveOn: '2026-03-02', command, commandId: idOf(position, 1), correlationId: idOf(position, 2), causationId: idOf(position, 3),
  };
  const event = { stream, revision: known.next, event: { id: idOf(position, 0), type: `identification.${command}.v1`, data, metadata } };
  known.next += 1;
  return { streamId: known.id, event };
}

const peer = kind === 'peer' ? await new Peer(file).open() : undefined;
const plain = kind === 'plain' ? new PlainStore(file, like) : undefined;

async function answer(request: IncomingMessage): Promise<string> {
  const { streamId, event } = placed(request.url!, await readJson(request));
  if (peer) await peer.append(event);
  else plain!.insert([{ stream: event.stream, row: () => rowOf(event, position, streamId) }], 1);
  return JSON.stringify({ stream: event.stream, revision: event.revision, position, events: [event.event.type] });
}

const server = createServer((request, reply) => {
  answer(request).then(
    (text) => reply.writeHead(200, { 'content-type': 'application/json' }).end(text),
    (error: unknown) => reply.writeHead(500).end(String(error)),
  );
});
server.keepAliveTimeout = 60_000; // A connection closed just when it is used again would look like a failure.
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  peer?.close();
  plain?.close();
});
