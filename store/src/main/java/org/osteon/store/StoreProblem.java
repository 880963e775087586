package org.osteon.store;

/// Why a store cannot be opened or used.
public sealed interface StoreProblem {

    /// One line for a person: what is wrong, and what to do.
    String message();

    /// The file or folder cannot be read or written.
    record Unreadable(String location, String reason) implements StoreProblem {
        @Override
        public String message() {
            return location + ": " + reason + ". Check the path and its permissions.";
        }
    }

    /// There is something, but it is no Osteon store; it was not touched.
    record NotAStore(String location, String reason) implements StoreProblem {
        @Override
        public String message() {
            return location
                    + " is not an Osteon store: "
                    + reason
                    + ". Give another file, or an empty database or schema.";
        }
    }

    /// Written by a later Osteon; it was not touched.
    ///
    /// @param found the schema of the store
    /// @param known the newest schema that this program knows
    record NewerSchema(String location, int found, int known) implements StoreProblem {
        @Override
        public String message() {
            return location
                    + " has schema "
                    + found
                    + ", this program knows up to "
                    + known
                    + ". Use the newer Osteon that wrote it.";
        }
    }

    /// The database server does not answer, or does not let us in.
    record Unreachable(String location, String reason) implements StoreProblem {
        @Override
        public String message() {
            return "PostgreSQL at "
                    + location
                    + " cannot be used: "
                    + reason
                    + ". Check that the server runs there, and the database, user and password in"
                    + " the URL.";
        }
    }

    /// Another process has been writing for too long.
    record Busy(String location) implements StoreProblem {
        @Override
        public String message() {
            return location + " is being written by another process. Try again when it is done.";
        }
    }

    /// No room on the disk; nothing of the batch was kept.
    record Full(String location) implements StoreProblem {
        @Override
        public String message() {
            return location + ": the disk is full. Make room and repeat; nothing was half-written.";
        }
    }

    /// What is on disk is not what was written.
    record Damaged(String location, String reason) implements StoreProblem {
        @Override
        public String message() {
            return location
                    + " is damaged: "
                    + reason
                    + ". Run the audit verification and restore a backup.";
        }
    }

    /// The key that seals the audit cannot be read or made.
    record KeyUnusable(String file, String reason) implements StoreProblem {
        @Override
        public String message() {
            return file
                    + ", the key of the audit, cannot be used: "
                    + reason
                    + ". Bring it back from its copy. Where that is lost, move the file away and"
                    + " begin a new key: osteon audit new-key.";
        }
    }

    /// The end of the audit was sealed by another key than the one at hand.
    record OtherKey(String location, String file) implements StoreProblem {
        @Override
        public String message() {
            return file
                    + " is not the key by which "
                    + location
                    + " was sealed last. Put the store's own key there (of a store with several"
                    + " servers: copy it from the one that runs), or name it with --audit-key FILE"
                    + " (OSTEON_AUDIT_KEY). Where that is lost, move this file away and begin a new"
                    + " key: osteon audit new-key.";
        }
    }

    /// The store was sealed by a key, and there is none at hand.
    ///
    /// @param file where it was looked for; empty: nothing says where it is
    record NoKey(String location, String file) implements StoreProblem {
        @Override
        public String message() {
            return location
                    + " was sealed by a key, and "
                    + (file.isEmpty() ? "none is named" : file + " is not there")
                    + ". Bring it back from its copy, or name it with --audit-key FILE"
                    + " (OSTEON_AUDIT_KEY). None is made anew by itself; where it is lost: osteon"
                    + " audit new-key.";
        }
    }

    /// Anything else that the database reports.
    record Failed(String location, String reason) implements StoreProblem {
        @Override
        public String message() {
            return location + ": " + reason;
        }
    }
}
