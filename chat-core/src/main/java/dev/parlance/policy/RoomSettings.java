package dev.parlance.policy;

import dev.parlance.model.Retention;

/** What may differ from room to room. Immutable. */
public final class RoomSettings {
    /** The defaults, as each builder method says. */
    public static final RoomSettings DEFAULT = builder().build();

    private final Retention retention;

    private RoomSettings(Builder builder) {
        this.retention = builder.retention;
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder, for one thread
     */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return how much of the room's log is kept} */
    public Retention retention() {
        return retention;
    }

    @Override
    public String toString() {
        return "RoomSettings[" + retention + "]";
    }

    /** Collects {@link RoomSettings}; not safe for use by several threads. */
    public static final class Builder {
        private Retention retention = Retention.DEFAULT;

        private Builder() {}

        /**
         * Says how much of the room's log is kept.
         *
         * @param value default {@link Retention#DEFAULT}
         * @return this
         */
        public Builder retention(Retention value) {
            this.retention = value;
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the settings
         * @throws IllegalArgumentException naming every fault
         */
        public RoomSettings build() {
            if (retention == null) {
                throw new IllegalArgumentException("retention must not be null");
            }
            return new RoomSettings(this);
        }
    }
}
