import { v5 } from 'uuid';

// Fixed for good: a redelivered event must lead to the same command id for ever.
const NAMESPACE = 'b4c0f2d6-5b1e-5f0a-8d57-2f9d8a0e6c31';

/** The id of the command a handler issues because of an event: the same for every redelivery, one per purpose. */
export const commandIdOf = (eventId: string, purpose: string): string => v5(`${eventId}\n${purpose}`, NAMESPACE);
