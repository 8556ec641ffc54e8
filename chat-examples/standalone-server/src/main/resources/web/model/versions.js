/**
 * Of two states of one message the one that was changed last: answers and events may come in either order.
 *
 * @param {object | null | undefined} known
 * @param {object} message
 */
export function latest(known, message) {
  return known && placeOf(known) >= placeOf(message) ? known : message;
}

const placeOf = ({ offset, changeOffset = offset }) => changeOffset;
