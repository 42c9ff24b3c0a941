import { describe, expect, it } from '@jest/globals';
import { Evidence } from './proofs.js';

const setUp = () => {
  const told: string[] = [];
  let phase = 'load';
  const evidence = new Evidence((problem) => told.push(problem));
  return { told, evidence, witness: evidence.witness('directory', () => phase), enter: (next: string) => (phase = next) };
};
const verdictOf = (evidence: Evidence, proof: string) => evidence.verdicts().find((v) => v.proof === proof);

describe('evidence', () => {
  it('proves what was looked at and found right, and nothing that was not looked at', () => {
    const { evidence, witness } = setUp();
    witness.saw('vault', 3);
    expect(verdictOf(evidence, 'vault')).toEqual({ proof: 'vault', passed: true, seen: 3, problems: 0 });
    expect(verdictOf(evidence, 'messages')).toEqual({ proof: 'messages', passed: false, seen: 0, problems: 0 });
  });

  it('fails a proof for one problem among many that are right, and tells of it with its place', () => {
    const { evidence, witness, told } = setUp();
    witness.saw('positions', 1_000);
    witness.objects('positions', 'a gap');
    expect(verdictOf(evidence, 'positions')).toEqual({ proof: 'positions', passed: false, seen: 1_000, problems: 1 });
    expect([told, evidence.problems]).toEqual([['positions: directory, after load: a gap'], 1]);
  });

  it('counts a problem where the last life ended, and gaps for themselves', () => {
    const { evidence, witness, enter } = setUp();
    witness.objects('revisions', 'a gap');
    enter('shutdown');
    witness.objects('vault', 'a hole');
    const none = { kills: 0, acknowledged: 0, once: 0, doubled: 0, lost: 0 };
    expect([...evidence.tallies]).toEqual([['load', { ...none, gaps: 1, problems: 1 }], ['shutdown', { ...none, gaps: 0, problems: 1 }]]);
  });
});
