import type { Attributes, AttributeValue } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { scrubError } from './redact.js';

// Whatever an instrumentation, ours or another's, may have put into a span: these quote what people sent, so nothing of them leaves.
const DROPPED = /^(url\.(full|path|query|original)|http\.(url|target)|db\.(statement|query\.(text|parameter\..*))|exception\.stacktrace|http\.(request|response)\.header\..*|user\..*|enduser\..*|client\.address|net(work)?\.peer\.(ip|address))$/;

/** Exports spans without personal data: telling attributes left out, all other text scrubbed. The last gate; what makes spans says nothing of people to begin with. */
export class RedactingExporter implements SpanExporter {
  constructor(private readonly exporter: SpanExporter) {}

  export(spans: ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): void {
    this.exporter.export(spans.map(redacted), done);
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }

  async forceFlush(): Promise<void> {
    await this.exporter.forceFlush?.();
  }
}

/** A span has its values behind getters, so it is not copied but looked at through. */
const redacted = (span: ReadableSpan): ReadableSpan =>
  Object.create(span, {
    name: { value: scrubError(span.name), enumerable: true },
    attributes: { value: attributesOf(span.attributes), enumerable: true },
    events: { value: span.events.map((event) => ({ ...event, name: scrubError(event.name), ...(event.attributes && { attributes: attributesOf(event.attributes) }) })), enumerable: true },
    links: { value: span.links.map((link) => ({ ...link, ...(link.attributes && { attributes: attributesOf(link.attributes) }) })), enumerable: true },
    status: { value: { ...span.status, ...(span.status.message === undefined ? {} : { message: scrubError(span.status.message) }) }, enumerable: true },
  }) as ReadableSpan;

const attributesOf = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).flatMap(([key, value]) => (DROPPED.test(key) || value === undefined ? [] : [[key, scrubbed(value)]])));

const scrubbed = (value: AttributeValue): AttributeValue =>
  typeof value === 'string' ? scrubError(value) : Array.isArray(value) ? (value as readonly unknown[]).map((item) => (typeof item === 'string' ? scrubError(item) : item)) as AttributeValue : value;
