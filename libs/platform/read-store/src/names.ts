const COLLECTION = /^[A-Za-z][\w.~-]{0,150}$/;
const FIELD = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;

function checked(name: string, pattern: RegExp, what: string): string {
  if (!pattern.test(name)) throw new Error(`not a ${what} name: ${JSON.stringify(name)}`);
  return name;
}

export const checkCollection = (name: string): string => checked(name, COLLECTION, 'collection');
export const checkField = (name: string): string => checked(name, FIELD, 'field');
