import { type IHeaders, type KafkaMessage, Partitioners, type Producer } from 'kafkajs';
import { clientOf, type KafkaConnection } from './connection.js';
import { faultOf, isUnknownTopic } from './faults.js';
import { checkTopics, DEAD_LETTERS, MAX_MESSAGE_BYTES, withAdmin } from './topics.js';

export type DeadLetter = Readonly<{ group: string; topic: string; partition: number; message: KafkaMessage; /** In words, without a word of the message. */ cause: string }>;

/** Room for the headers below and the broker's own frame. */
const LARGEST_COPY = MAX_MESSAGE_BYTES - 8_192;

const bytesOf = (headers: IHeaders = {}): number => Object.entries(headers).flatMap(([name, values]) => [values].flat().map((v) => name.length + (v?.length ?? 0))).reduce((a, b) => a + b, 0);

/**
 * Puts aside what is no event of this house: key, value and headers as they came, and in headers of its own why and where from.
 * What is too large to be copied is left where it was, and only said.
 */
export class DeadLetters {
  #producer: Promise<Producer> | undefined;

  constructor(private readonly connection: KafkaConnection) {}

  /** Resolves when every copy of the broker has it. Throws what `faultOf` makes of a failure, or `KAFKA.TOPIC_MISSING`. */
  async put({ group, topic, partition, message, cause }: DeadLetter): Promise<void> {
    const size = (message.key?.length ?? 0) + (message.value?.length ?? 0) + bytesOf(message.headers);
    const whole = size <= LARGEST_COPY;
    const headers: IHeaders = {
      ...(whole && message.headers),
      humai_dead_cause: cause, humai_dead_group: group, humai_dead_topic: topic, humai_dead_partition: `${partition}`, humai_dead_offset: message.offset,
      ...(!whole && { humai_dead_left_out: `${size} bytes` }),
    };
    try {
      this.#producer ??= this.#connect();
      const producer = await this.#producer;
      await producer.send({ topic: DEAD_LETTERS, acks: -1, messages: [{ key: whole ? message.key : null, value: whole ? message.value : null, headers }] });
    } catch (error) {
      if (isUnknownTopic(error)) await withAdmin(this.connection, (admin) => checkTopics(admin, [DEAD_LETTERS]));
      throw faultOf(error, this.connection);
    }
  }

  async #connect(): Promise<Producer> {
    const producer = clientOf(this.connection).producer({ allowAutoTopicCreation: false, createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    return producer;
  }

  async close(): Promise<void> {
    await this.#producer?.then((producer) => producer.disconnect(), () => {}); // what kept it from connecting was thrown by `put`
  }
}
