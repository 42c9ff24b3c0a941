import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const IV = 12;
const TAG = 16;
export const MASTER_KEY_BYTES = 32;

/** `sealed` under `key` for one person only: the person id is authenticated, so no row can be passed off as another's. */
function encrypt(key: Uint8Array, personId: string, clear: Uint8Array): Buffer {
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(personId));
  const body = cipher.update(clear);
  cipher.final();
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

function decrypt(key: Uint8Array, personId: string, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV), { authTagLength: TAG }).setAAD(Buffer.from(personId)).setAuthTag(sealed.subarray(IV, IV + TAG));
  const clear = decipher.update(sealed.subarray(IV + TAG));
  decipher.final();
  return clear;
}

/**
 * The keys of one vault, all derived from its master key.
 * STORAGE FORMAT. Labels, and `iv (12) | tag (16) | ciphertext` of AES-256-GCM with the person id as additional data.
 */
export class Keyring {
  readonly #wrapping: Uint8Array;
  readonly #matching: Uint8Array;
  readonly #logging: Uint8Array;
  /** Says whether a master key is the one the vault was made with, and nothing else about it. */
  readonly fingerprint: string;

  constructor(master: Uint8Array) {
    const derive = (label: string) => new Uint8Array(hkdfSync('sha256', master, 'humai.vault.v1', label, 32));
    this.#wrapping = derive('wrap');
    this.#matching = derive('match');
    this.#logging = derive('log');
    this.fingerprint = Buffer.from(derive('fingerprint')).toString('hex');
  }

  /** A fresh data key, and the form in which it is stored. */
  newKey(personId: string): Readonly<{ key: Uint8Array; wrapped: Uint8Array }> {
    const key = randomBytes(32);
    return { key, wrapped: encrypt(this.#wrapping, personId, key) };
  }

  unwrap(personId: string, wrapped: Uint8Array): Uint8Array {
    return decrypt(this.#wrapping, personId, wrapped);
  }

  seal(key: Uint8Array, personId: string, text: string): Uint8Array {
    return encrypt(key, personId, Buffer.from(text));
  }

  unseal(key: Uint8Array, personId: string, sealed: Uint8Array): string {
    return decrypt(key, personId, sealed).toString();
  }

  /** What a document number is found by; without the master key it tells nothing, however few numbers there are to guess. */
  tagOf(documentNumber: string): Uint8Array {
    return createHmac('sha256', this.#matching).update(documentNumber.normalize('NFKC').replace(/\s+/g, '').toUpperCase()).digest();
  }

  /** The link of the access log's chain from `previous` over `text`, hex. */
  link(previous: string, text: string): string {
    return createHmac('sha256', this.#logging).update(`${previous}\n${text}`).digest('hex');
  }
}
