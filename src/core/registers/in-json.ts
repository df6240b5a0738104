/** Values on their way to a statement that takes many rows as one JSON. */
/** As JSON carries it: a bytea as hex. */
export const inJson = (value: unknown) => (Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value)
