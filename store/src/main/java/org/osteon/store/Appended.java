package org.osteon.store;

import java.util.List;

/// What came of [ChartStore#append]. Only [Recorded] changed anything.
public sealed interface Appended {

    /// The batch is on disk, and its audit entry with it; a crash no longer loses it. Where each
    /// change was there already, nothing was written and the receipt says so.
    record Recorded(ImportReceipt receipt) implements Appended {}

    /// At least one resource is not at the version that the caller expected; nothing was written.
    record Conflict(List<VersionConflict> conflicts) implements Appended {
        public Conflict {
            conflicts = List.copyOf(conflicts);
        }
    }

    /// At least one change cannot be kept as a resource; nothing was written.
    record Refused(List<Refusal> refusals) implements Appended {
        public Refused {
            refusals = List.copyOf(refusals);
        }
    }

    /// A failed version check.
    ///
    /// @param expected what the caller expected, 0 for "does not exist"
    /// @param actual the current version, 0 where there is none or it is deleted
    record VersionConflict(ResourceId resource, long expected, long actual) {
        @Override
        public String toString() {
            return resource
                    + (expected == 0 ? " was to be new" : " was expected at version " + expected)
                    + (actual == 0 ? " but is not there" : " but is at version " + actual);
        }
    }

    /// A change that is no resource.
    ///
    /// @param index its place in the batch, from 0
    /// @param reason one line, naming the value
    record Refusal(int index, ResourceId resource, String reason) {
        @Override
        public String toString() {
            return resource + ": " + reason;
        }
    }
}
