import { Thread } from './thread.js';

/** The thread that is open beside its room, if one is. */
export class Threads {
  /** @type {Thread | null} */
  current = null;
  #chat;
  #rooms;
  #onChange;

  /** @param {{chat: object, rooms: object, onChange: (part: string) => void}} options */
  constructor({ chat, rooms, onChange }) {
    this.#chat = chat;
    this.#rooms = rooms;
    this.#onChange = onChange;
    // What was missed is read again.
    chat.on('reset', (reset) => this.#reset(reset));
  }

  #reset({ roomId, lost }) {
    if (this.current?.roomId !== roomId) return;
    if (lost === 'epoch') this.close();
    else this.current.load();
  }

  /** Opens the thread of a message of the current room. */
  open(id) {
    if (this.current?.id === id) return;
    const chat = this.#chat;
    const onChange = () => thread === this.current && this.#onChange('thread');
    const thread = new Thread({ chat, conversation: this.#rooms.current, id, onChange });
    this.current = thread;
    thread.load();
  }

  close() {
    if (!this.current) return;
    this.current = null;
    this.#onChange('thread');
  }

  /** A thread is open as long as its room is current. What failed for want of a connection is tried again once there is one. */
  keepUp(isOnline) {
    const { current } = this;
    if (current && current.roomId !== this.#rooms.current?.roomId) this.close();
    else if (isOnline && current?.problem?.code === 'DISCONNECTED') current.load();
  }
}
