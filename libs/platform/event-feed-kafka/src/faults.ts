import { DomainError } from '@humai/kernel';
import type { KafkaConnection } from './connection.js';

/** The driver's error as it was first, not as its retries wrapped it. */
export function rootOf(error: unknown): Error & { type?: string; code?: unknown; topic?: string } {
  let current = error as Error;
  while (current.cause instanceof Error) current = current.cause;
  return current;
}

const ACCESS = ['TOPIC_AUTHORIZATION_FAILED', 'GROUP_AUTHORIZATION_FAILED', 'CLUSTER_AUTHORIZATION_FAILED', 'TRANSACTIONAL_ID_AUTHORIZATION_FAILED', 'SASL_AUTHENTICATION_FAILED', 'ILLEGAL_SASL_STATE', 'UNSUPPORTED_SASL_MECHANISM'];
const TOO_LARGE = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD'];
const UNREACHABLE = ['KafkaJSConnectionError', 'KafkaJSConnectionClosedError', 'KafkaJSRequestTimeoutError', 'KafkaJSNoBrokerAvailableError', 'KafkaJSBrokerNotFound', 'KafkaJSLockTimeout', 'KafkaJSTimeout', 'KafkaJSGroupCoordinatorNotFound'];

/** The broker will not take these bytes, now or later. */
export const isRefusal = (error: unknown): boolean => TOO_LARGE.includes(rootOf(error).type ?? '');

/** Another producer has taken over the same transactional id. 90 is PRODUCER_FENCED, which the driver does not know. */
export const isFenced = (error: unknown): boolean => {
  const { type, message } = rootOf(error);
  return type === 'INVALID_PRODUCER_EPOCH' || message === 'Unknown error code 90';
};

export const isUnknownTopic = (error: unknown): boolean => ['UNKNOWN_TOPIC_OR_PARTITION', 'INVALID_TOPIC_EXCEPTION'].includes(rootOf(error).type ?? '');

/** What the driver threw as a refusal of this house, which says what is to be done. What is one already, stays. */
export function faultOf(error: unknown, { brokers }: Pick<KafkaConnection, 'brokers'>): unknown {
  if (error instanceof DomainError || !(error instanceof Error)) return error;
  const root = rootOf(error);
  const details = { brokers, problem: root.message };
  if (root.name === 'KafkaJSSASLAuthenticationError' || ACCESS.includes(root.type ?? '')) return new DomainError('KAFKA.ACCESS_REFUSED', details);
  if (UNREACHABLE.includes(root.name)) return new DomainError('KAFKA.UNREACHABLE', details);
  return root.name.startsWith('KafkaJS') ? new DomainError('KAFKA.FAILED', details) : error;
}
