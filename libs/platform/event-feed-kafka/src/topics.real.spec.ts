import { expect, it } from '@jest/globals';
import { describeReal } from '@humai/testing';
import { ConfigResourceTypes } from 'kafkajs';
import { kafka, newCategory } from './testing/real-kafka.js';
import { DEAD_LETTERS, MAX_MESSAGE_BYTES, pingKafka, setUpTopics, topicOfCategory, type TopicPlan, withAdmin } from './topics.js';

describeReal('the topics', ['kafka'], () => {
  const plan = (category: string, over: Partial<TopicPlan> = {}): TopicPlan => ({ categories: [category], partitions: 4, replication: 1, retention: 1, ...over });
  const reportOf = async (of: TopicPlan) => (await setUpTopics(kafka, of)).find((r) => r.topic === topicOfCategory(of.categories[0]!));
  const settingsOf = (topic: string) =>
    withAdmin(kafka, async (admin) => {
      const { resources: [described] } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: ConfigResourceTypes.TOPIC, name: topic }] });
      return Object.fromEntries(described!.configEntries.map((e) => [e.configName, e.configValue]));
    });

  it('are asked for at brokers that answer, and soon told of when none does', async () => {
    await pingKafka(kafka);
    await expect(pingKafka({ ...kafka, brokers: ['127.0.0.1:1'] })).rejects.toMatchObject({ code: 'KAFKA.UNREACHABLE' });
  });

  it('are made once, the one for dead letters too, and take the largest event', async () => {
    const category = await newCategory();
    const topic = topicOfCategory(category);
    expect(await setUpTopics(kafka, plan(category))).toEqual([{ topic, done: 'nothing', differs: [] }, { topic: DEAD_LETTERS, done: 'nothing', differs: [] }]);
    expect(await settingsOf(topic)).toMatchObject({ 'max.message.bytes': `${MAX_MESSAGE_BYTES}`, 'retention.ms': '86400000', 'cleanup.policy': 'delete' });
  });

  it('keep longer and take more when asked, and what others have set stays', async () => {
    const category = await newCategory();
    const topic = topicOfCategory(category);
    await withAdmin(kafka, (admin) => admin.alterConfigs({ validateOnly: false, resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configEntries: [{ name: 'max.message.bytes', value: '1000' }, { name: 'retention.ms', value: '1000' }, { name: 'segment.ms', value: '3600000' }] }] }));
    expect(await reportOf(plan(category, { retention: 'forever' }))).toEqual({ topic, done: 'raised', differs: [] });
    expect(await settingsOf(topic)).toMatchObject({ 'max.message.bytes': `${MAX_MESSAGE_BYTES}`, 'retention.ms': '-1', 'segment.ms': '3600000' });
  });

  it('never lose anything: what differs is said', async () => {
    const category = await newCategory();
    const topic = topicOfCategory(category);
    await setUpTopics(kafka, plan(category, { retention: 'forever' }));
    expect(await reportOf(plan(category, { partitions: 12, replication: 3, retention: 2 }))).toEqual({
      topic, done: 'nothing', differs: ['4 partitions, not 12', '1 copies, not 3', 'keeps messages forever, not 2 days'],
    });
    expect((await settingsOf(topic))['retention.ms']).toBe('-1');
  });

  it('have names that Kafka takes', () => {
    expect(topicOfCategory('checkRound')).toBe('humai.checkRound.v1');
    for (const category of ['', 'a b', 'a.b', 'a_b', '户', 'x'.repeat(101)]) expect(() => topicOfCategory(category)).toThrow(expect.objectContaining({ code: 'KAFKA.BAD_CATEGORY' }));
  });
});
