import { Worker } from 'node:worker_threads';

// In a thread of its own: it reads the whole file in one call.
const check = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { DatabaseSync } = require('node:sqlite');
  try {
    const db = new DatabaseSync(workerData, { readOnly: true, timeout: 10_000 });
    const found = db.prepare('PRAGMA integrity_check').all().map((row) => String(row.integrity_check));
    db.close();
    parentPort.postMessage(found.length === 1 && found[0] === 'ok' ? [] : found);
  } catch (error) {
    parentPort.postMessage([error.message]);
  }`;

/** What SQLite finds wrong with a file, its indexes included; empty when it is sound. */
export const damageOf = (file: string): Promise<readonly string[]> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(check, { eval: true, workerData: file });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
