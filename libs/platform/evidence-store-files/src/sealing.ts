import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

export const MASTER_KEY_BYTES = 32;
const MAGIC = Buffer.from('HEV1');
const SALT = 16;
const IV = 12;
const TAG = 16;
const HEAD = MAGIC.length + SALT + IV;

/**
 * What files are sealed and the access log is chained with, all from one master key.
 * STORAGE FORMAT. `HEV1 | salt (16) | iv (12) | ciphertext of AES-256-GCM | tag (16)`, under a key of the file's own.
 */
export class Sealing {
  readonly #logging: Uint8Array;
  /** Says whether a master key is the one the files were sealed with, and nothing else about it. */
  readonly fingerprint: string;

  constructor(private readonly master: Uint8Array) {
    this.#logging = this.#derive('log', '');
    this.fingerprint = Buffer.from(this.#derive('fingerprint', '')).toString('hex');
  }

  /** Takes the content piece by piece and gives it back sealed. */
  seal(): Readonly<{ head: Uint8Array; update(piece: Uint8Array): Uint8Array; end(): Uint8Array }> {
    const [salt, iv] = [randomBytes(SALT), randomBytes(IV)];
    const cipher = createCipheriv('aes-256-gcm', this.#derive('file', salt), iv);
    return {
      head: Buffer.concat([MAGIC, salt, iv]),
      update: (piece) => cipher.update(piece),
      end: () => Buffer.concat([cipher.final(), cipher.getAuthTag()]),
    };
  }

  /** Throws when the bytes are not what was sealed. */
  open(sealed: Uint8Array): Uint8Array {
    if (sealed.length < HEAD + TAG || !MAGIC.equals(sealed.subarray(0, MAGIC.length))) throw new Error('not a sealed file');
    const salt = sealed.subarray(MAGIC.length, MAGIC.length + SALT);
    const decipher = createDecipheriv('aes-256-gcm', this.#derive('file', salt), sealed.subarray(MAGIC.length + SALT, HEAD), { authTagLength: TAG }).setAuthTag(sealed.subarray(-TAG));
    return Buffer.concat([decipher.update(sealed.subarray(HEAD, -TAG)), decipher.final()]);
  }

  /** The link of the access log's chain from `previous` over `text`, hex. */
  link(previous: string, text: string): string {
    return createHmac('sha256', this.#logging).update(`${previous}\n${text}`).digest('hex');
  }

  #derive(label: string, salt: string | Uint8Array): Uint8Array {
    return new Uint8Array(hkdfSync('sha256', this.master, salt, `humai.evidence.v1 ${label}`, 32));
  }
}
