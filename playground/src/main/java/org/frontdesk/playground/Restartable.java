package org.frontdesk.playground;

/** A part of the system that a test can end and start. */
interface Part extends AutoCloseable {
    /** Returns once it is ready. */
    void start();

    /** As if the power failed. It stays down until {@link #start}. */
    void kill();

    /** For good. */
    @Override
    void close();
}
