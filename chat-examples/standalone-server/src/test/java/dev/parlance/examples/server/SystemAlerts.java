package dev.parlance.examples.server;

/** Stands in for what a system tells whoever looks elsewhere, which a browser without a window has none of: the titles and texts stand in {@code told}, of all tabs together, and {@code last} is the last one. */
final class SystemAlerts {
    private static final String NOTIFICATIONS = "window.asked = 0; Object.defineProperty(window, 'told', { get: () =>"
            + " JSON.parse(localStorage.told ?? '[]') }); window.Notification = class {   static permission ="
            + " localStorage.permission ?? 'default';   static async requestPermission() { asked += 1; this.permission ="
            + " localStorage.permission = 'granted'; }   constructor(title, { body }) {     localStorage.told ="
            + " JSON.stringify([...told, `${title}: ${body}`]);     window.last = this;   }   close() {} };";

    private SystemAlerts() {}

    /** From the next document on. */
    static void standIn(ChatPage page) {
        page.inEveryDocument(NOTIFICATIONS);
    }

    /** Turns to another window, or back to this one. */
    static void lookAway(ChatPage page, boolean away) {
        page.run("document.hasFocus = () => " + !away + "; dispatchEvent(new Event('" + (away ? "blur" : "focus")
                + "'))");
    }
}
