package org.osteon.records.links;

/// What brings a message to somebody: a folder that another program empties, a mail server.
@FunctionalInterface
public interface Carrier {
    /// Brings it.
    ///
    /// @throws Failed where it did not get there
    void carry(String to, String subject, String text) throws Failed;

    /// It did not get there.
    final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        public Failed(String why, Throwable cause) {
            super(why, cause);
        }
    }
}
