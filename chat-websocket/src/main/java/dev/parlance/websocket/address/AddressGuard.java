package dev.parlance.websocket.address;

/** Whoever wants to hear which addresses go beyond their limits. Called from any thread, as often as they do; must neither block nor throw. */
public interface AddressGuard {
    /** Somebody who does not want to. */
    AddressGuard NOBODY = new AddressGuard() {
        @Override
        public void refused(String limit, String address) {}

        @Override
        public void cutOff(String address) {}
    };

    /**
     * Something was refused.
     *
     * @param limit which limit was reached, always the same words
     * @param address whose
     */
    void refused(String limit, String address);

    /**
     * An address gets nothing at all for a while.
     *
     * @param address whose
     */
    void cutOff(String address);
}
