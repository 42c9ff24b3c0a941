// What adapters of the read store port share: places in an order, values at paths, names.
export { cursorOf, type Order, placeOf } from './cursor.js';
export { checkCollection, checkField } from './names.js';
export { afterPrefix, scalarAt, valueAt } from './values.js';
