package org.osteon.app.http.web;

/// After a start the list of patients is still being read. Nothing of it is shown before all of it
/// can be: who is missing would look as if they were not there.
public final class ListBeingRead extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int read;
    private final long charts;

    /// @param read how many charts have been read
    /// @param charts how many there are
    public ListBeingRead(int read, long charts) {
        super("the list of patients is being read: " + read + " of " + charts + " charts");
        this.read = read;
        this.charts = charts;
    }

    /// How many charts have been read.
    public int read() {
        return read;
    }

    /// How many there are.
    public long charts() {
        return charts;
    }
}
