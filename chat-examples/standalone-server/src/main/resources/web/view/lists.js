import { pinsOf } from '../model/message-lists.js';
import { MessageList } from './message-list.js';

/** What is listed above the page: what is pinned in the current room, and where the user is mentioned. */
export class Lists {
  #t;
  #stay;
  #list;
  #onJump;
  #onOpen;

  /**
   * @param {{root: Element, t: Function, stay: object, onJump: (id: string) => void, onOpen: (target: object) => void}} options `onJump`: to a message of the
   *   current room, `onOpen`: to one anywhere
   */
  constructor({ onJump, onOpen, ...common }) {
    this.#t = common.t;
    this.#stay = common.stay;
    this.#list = new MessageList(common);
    this.#onJump = onJump;
    this.#onOpen = onOpen;
  }

  showPins() {
    const t = this.#t;
    const { chat, acts } = this.#stay;
    const drop = { icon: 'unpin', label: t('unpin'), act: (message) => acts.unpin(message) };
    const go = ({ id }) => this.#onJump(id);
    this.#list.open({ title: t('pins'), none: t('noPins'), ask: (roomId) => chat.pins(roomId), now: pinsOf, go, drop });
  }

  showMentions() {
    const t = this.#t;
    const { mentions } = this.#stay;
    const go = (message) => {
      const { roomId: room, id } = message;
      mentions.went(message);
      this.#onOpen({ room, message: id });
    };
    this.#list.open({ title: t('mentions'), none: t('noMentions'), ask: () => mentions.read(), now: (told) => mentions.now(told), go, namesRooms: true });
  }

  render() {
    this.#list.render();
  }

  close() {
    this.#list.close();
  }
}
