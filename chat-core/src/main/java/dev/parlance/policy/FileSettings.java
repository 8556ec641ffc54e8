package dev.parlance.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Which files a service takes, and how long it keeps those that nobody sends. How much a user may upload is {@link Metered#FILE_BYTES}. Immutable. */
public final class FileSettings {
    /** The defaults, as each builder method says. */
    public static final FileSettings DEFAULT = builder().build();

    private final long maxSize;
    private final Set<String> onlyTypes;
    private final Set<String> refusedTypes;
    private final int maxUploads;
    private final int maxUploadsPerUser;
    private final Duration keepUnsent;
    private final Duration sweepEvery;
    private final int sweepPage;

    private FileSettings(Builder builder) {
        this.maxSize = builder.maxSize;
        this.onlyTypes = Set.copyOf(builder.onlyTypes);
        this.refusedTypes = Set.copyOf(builder.refusedTypes);
        this.maxUploads = builder.maxUploads;
        this.maxUploadsPerUser = builder.maxUploadsPerUser;
        this.keepUnsent = builder.keepUnsent;
        this.sweepEvery = builder.sweepEvery;
        this.sweepPage = builder.sweepPage;
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder, for one thread
     */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return how many bytes a file may have} */
    public long maxSize() {
        return maxSize;
    }

    /**
     * Whether files of a type are taken.
     *
     * @param type a media type, as the content says
     * @return whether it is among those that are taken, if these are named, and not among those that are refused
     */
    public boolean takes(String type) {
        return (onlyTypes.isEmpty() || isAmong(onlyTypes, type)) && !isAmong(refusedTypes, type);
    }

    /** {@return how many uploads a node has under way at once} */
    public int maxUploads() {
        return maxUploads;
    }

    /** {@return how many of them may be one user's} */
    public int maxUploadsPerUser() {
        return maxUploadsPerUser;
    }

    /** {@return how long a file stays that no message names} */
    public Duration keepUnsent() {
        return keepUnsent;
    }

    /** {@return how long a node rests between two rounds through the files} */
    public Duration sweepEvery() {
        return sweepEvery;
    }

    /** {@return how many files a node looks at in a second of such a round} */
    public int sweepPage() {
        return sweepPage;
    }

    @Override
    public String toString() {
        return "FileSettings[maxSize " + maxSize + ", onlyTypes " + onlyTypes + ", refusedTypes " + refusedTypes
                + ", maxUploads " + maxUploads + ", maxUploadsPerUser " + maxUploadsPerUser + ", keepUnsent "
                + keepUnsent + ", sweepEvery " + sweepEvery + ", sweepPage " + sweepPage + "]";
    }

    private static boolean isAmong(Set<String> types, String type) {
        return types.contains(type) || types.contains(type.substring(0, type.indexOf('/') + 1) + "*");
    }

    /** Collects {@link FileSettings}; not safe for use by several threads. */
    public static final class Builder {
        private static final Duration LONGEST = Duration.ofDays(30);

        private long maxSize = 25L << 20;
        private Collection<String> onlyTypes = Set.of();
        private Collection<String> refusedTypes = Set.of();
        private int maxUploads = 64;
        private int maxUploadsPerUser = 8;
        private Duration keepUnsent = Duration.ofHours(1);
        private Duration sweepEvery = Duration.ofMinutes(10);
        private int sweepPage = 100;

        private Builder() {}

        /**
         * Bounds a file.
         *
         * @param bytes 1 or more; default 25 MB (26,214,400)
         * @return this
         */
        public Builder maxSize(long bytes) {
            this.maxSize = bytes;
            return this;
        }

        /**
         * Takes no other files than those of some types.
         *
         * @param types media types, or whole families as {@code image/*}; default none, which is all
         * @return this
         */
        public Builder onlyTypes(Collection<String> types) {
            this.onlyTypes = List.copyOf(types);
            return this;
        }

        /**
         * Refuses files of some types, also if these are among {@link #onlyTypes}.
         *
         * @param types likewise; default none
         * @return this
         */
        public Builder refusedTypes(Collection<String> types) {
            this.refusedTypes = List.copyOf(types);
            return this;
        }

        /**
         * Bounds how many uploads a node has under way at once.
         *
         * @param all 1 or more; default 64
         * @param ofOneUser 1 to {@code all}; default 8
         * @return this
         */
        public Builder maxUploads(int all, int ofOneUser) {
            this.maxUploads = all;
            this.maxUploadsPerUser = ofOneUser;
            return this;
        }

        /**
         * Says how long a file stays that no message names: since it was uploaded, or somebody was about to send it.
         *
         * @param value a minute to 30 days; default an hour
         * @return this
         */
        public Builder keepUnsent(Duration value) {
            this.keepUnsent = value;
            return this;
        }

        /**
         * Says how files are swept: each node goes through all of them, a page a second, asks the log whether the messages are there that name them, and rests.
         *
         * @param rest between two rounds, a second to 30 days; default 10 minutes
         * @param page how many files in a second, 1 to 1,000; default 100
         * @return this
         */
        public Builder sweep(Duration rest, int page) {
            this.sweepEvery = rest;
            this.sweepPage = page;
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the settings
         * @throws IllegalArgumentException naming every fault
         */
        public FileSettings build() {
            List<String> faults = new ArrayList<>();
            require(faults, maxSize >= 1, "maxSize must be 1 or more");
            require(
                    faults,
                    maxUploadsPerUser >= 1 && maxUploads >= maxUploadsPerUser,
                    "maxUploads must be 1 or more, those of one user no more than all");
            require(faults, isWithin(keepUnsent, Duration.ofMinutes(1)), "keepUnsent must be a minute to 30 days");
            require(faults, isWithin(sweepEvery, Duration.ofSeconds(1)), "sweep must rest a second to 30 days");
            require(faults, sweepPage >= 1 && sweepPage <= 1_000, "sweep must look at 1 to 1,000 files in a second");
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", faults));
            }
            return new FileSettings(this);
        }

        private static void require(List<String> faults, boolean isWell, String fault) {
            if (!isWell) {
                faults.add(fault);
            }
        }

        private static boolean isWithin(Duration value, Duration least) {
            return value.compareTo(least) >= 0 && value.compareTo(LONGEST) <= 0;
        }
    }
}
