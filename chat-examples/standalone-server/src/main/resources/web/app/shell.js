import { addressOf, showInAddress } from './address.js';
import { paintAvatar } from './author.js';
import { Composer } from './composer.js';
import { ConnectionView } from './connection-view.js';
import { byId, setText } from './dom.js';
import { Drawers } from './drawers.js';
import { watchKeys } from './keys.js';
import { LogView } from './log-view.js';
import { announce, confirmDiscard, copy, toast } from './notify.js';
import { People } from './people.js';
import { Rail } from './rail.js';
import { Session } from './session.js';
import { adviceAfter } from './token.js';
import { TypingLine } from './typing-line.js';

/** The chat itself: puts a session on the page and keeps the page up to date with it. */
export class Shell {
  #stale = new Set();
  #session;
  #drawers = new Drawers();
  #log;
  #rail;
  #people;
  #composer;
  #connection;
  #typing = new TypingLine();
  #onExit;
  #token;
  #shown;
  #unwatch;

  /**
   * @param {{url: string, user: {userId: string, username: string}, token?: string, rooms: string[], current: string,
   *   onExit: (error?: string) => void}} options
   */
  constructor({ onExit, ...stay }) {
    this.#onExit = onExit;
    this.#token = stay.token;
    byId('shell').hidden = false;
    this.#session = new Session({
      ...stay,
      onChange: (part) => this.#outOfDate(part),
      onRefused: (roomId, error) => this.#lost(`#${roomId} cannot be entered: ${error.message}.`),
      onRemoved: (roomId, reason) => this.#lost(`You were taken out of #${roomId}${reason ? `: ${reason}` : ''}.`),
      onNews: announce,
    });
    const session = this.#session;
    this.#renderUser();
    this.#log = new LogView(session);
    this.#rail = new Rail({ session, onOpen: (roomId) => this.open(roomId), onLeave: (roomId) => this.#leave(roomId) });
    this.#people = new People(session);
    this.#composer = new Composer({ session, onSent: () => this.#log.toEnd() });
    this.#connection = new ConnectionView({ session, onRepaired: () => this.#log.focus() });
    session.reading = () => this.#log.atBottom;
    this.#bind();
    this.#composer.invite();
  }

  open(roomId) {
    this.#session.open(roomId);
    this.#drawers.close();
    this.#composer.invite();
  }

  #bind() {
    const session = this.#session;
    const share = () => this.#share();
    byId('share').onclick = byId('empty-share').onclick = share;
    byId('exit').onclick = () => this.#exit();
    byId('pill').onclick = () => {
      this.#log.toEnd({ glide: true });
      this.#log.focus();
      this.#composer.invite();
    };
    document.onvisibilitychange = () => this.#outOfDate('log');
    this.#unwatch = watchKeys({
      onEscape: () => this.#escape(),
      onStep: (step) => session.openNeighbour(step),
      onText: () => this.#composer.focus(),
    });
  }

  #escape() {
    if (this.#drawers.isOpen) return this.#drawers.close();
    this.#log.toEnd({ glide: true });
    this.#composer.focus();
  }

  /** Draws once for all changes of a moment. Not in an animation frame, of which a hidden page has none. */
  #outOfDate(part) {
    if (this.#stale.size === 0) setTimeout(() => this.#render(), 0);
    this.#stale.add(part);
  }

  #render() {
    const stale = new Set(this.#stale);
    this.#stale.clear();
    if (byId('shell').hidden) return;
    if (!this.#session.current) return this.#end();
    const has = (...parts) => parts.some((part) => stale.has(part));
    if (has('room')) this.#renderRoom();
    if (has('room', 'connection')) this.#renderConnection();
    if (has('outbox')) this.#composer.roomAgain();
    if (has('room', 'log', 'connection')) this.#log.render();
    if (has('room', 'people')) this.#people.render();
    if (has('room', 'typing')) this.#typing.render(this.#session);
    if (has('room', 'rooms')) this.#rail.render();
    this.#renderTitle();
  }

  #renderRoom() {
    const { roomId } = this.#session.current;
    setText(byId('room-name'), roomId);
    byId('room-title').title = roomId;
    showInAddress(roomId);
    this.#composer.open();
  }

  #renderConnection() {
    const { state, error } = this.#session.chat.state;
    if (state === 'offline' && error?.code === 'AUTHENTICATION_FAILED') {
      this.#end(adviceAfter(error, this.#token));
    } else if (state === 'offline' && error?.code === 'INVALID_USER') {
      this.#end(`The server did not let you in: ${error.message}.`);
    } else {
      this.#connection.render();
      this.#renderUser();
    }
  }

  /** As the server knows them, once it does: a token may say another name. */
  #renderUser() {
    const { user } = this.#session.chat;
    if (user.userId === this.#shown?.userId && user.username === this.#shown.username) return;
    this.#shown = user;
    paintAvatar(byId('you-avatar'), user);
    byId('you-name').textContent = byId('you-name').title = user.username;
  }

  #renderTitle() {
    const { unread, current } = this.#session;
    if (current) document.title = `${unread > 0 ? `(${unread > 99 ? '99+' : unread}) ` : ''}#${current.roomId} · Parlance`;
  }

  #leave(roomId) {
    const unsent = this.#session.chat.unsent(roomId).length;
    if (unsent > 0) confirmDiscard(unsent, () => this.#session.leave(roomId));
    else this.#session.leave(roomId);
  }

  #exit() {
    const { chat } = this.#session;
    const unsent = chat.rooms.reduce((sum, roomId) => sum + chat.unsent(roomId).length, 0);
    if (unsent > 0) confirmDiscard(unsent, () => this.#end());
    else this.#end();
  }

  #lost(text) {
    if (this.#session.current) toast(text);
    else this.#end(text);
  }

  #end(error) {
    if (byId('shell').hidden) return;
    this.#session.end();
    this.#connection.stop();
    this.#log.stop();
    this.#typing.stop();
    this.#unwatch();
    this.#drawers.close();
    document.onvisibilitychange = null;
    document.title = 'Parlance';
    byId('shell').hidden = true;
    this.#onExit(error);
  }

  async #share() {
    const address = addressOf(this.#session.current.roomId);
    toast((await copy(address)) ? 'The link is in your clipboard.' : address);
  }
}
