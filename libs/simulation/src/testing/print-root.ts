// Run by a spec as a process of its own: the root hash of a small district, under whatever time zone and language it is started.
import { live } from './district.js';

const { verified, events } = await live({ area: '511504', households: 30, from: '2022-10-01', to: '2023-04-30', seed: 7 });
console.log(verified.root, events.length, new Date(0).toString());
