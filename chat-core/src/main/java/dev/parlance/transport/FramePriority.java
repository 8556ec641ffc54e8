package dev.parlance.transport;

/** How precious a frame is to a connection that reads too slowly: the last are shed first. */
public enum FramePriority {
    /** Never shed. */
    ESSENTIAL,
    /** Joins and leaves, and how far others have read: shed when typing was not enough. */
    PRESENCE,
    /** Shed first. */
    TYPING
}
