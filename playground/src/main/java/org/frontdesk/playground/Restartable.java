package org.frontdesk.playground;

/** A part of the system that a test can kill and restart. */
interface Restartable extends AutoCloseable {
    /** Returns once it is ready. */
    void start();

    /** Like a power failure. It stays down until {@link #start}. */
    void kill();

    /** Stops it for good. */
    @Override
    void close();
}
