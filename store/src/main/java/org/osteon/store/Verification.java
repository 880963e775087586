package org.osteon.store;

import java.util.List;

/// What [ChartStore#verify] found.
public sealed interface Verification {

    /// Every byte is as it was written.
    ///
    /// @param entries how many audit entries were checked
    /// @param versions how many versions of resources
    /// @param head the end of the chain, worth keeping elsewhere
    /// @param sealed how many of the entries bear the seal of the store's key; for those before,
    ///   the chain alone speaks
    /// @param backwards entries that are dated before the one before them: a clock was wrong
    /// @param looks how many looks at charts
    record Intact(
            long entries,
            long versions,
            AuditHead head,
            long sealed,
            List<Long> backwards,
            long looks)
            implements Verification {
        public Intact {
            backwards = List.copyOf(backwards);
        }
    }

    /// The first place where the store is not what was written.
    ///
    /// @param sequence the audit entry; 0 where it is none in particular
    /// @param what which part of it, in words: "text of Observation/k version 2 in chart p1"
    /// @param expected what the chain says
    /// @param found what is there
    record Broken(long sequence, String what, String expected, String found)
            implements Verification {
        /// The texts and entries are right, but not the database's own order around them.
        static Broken ofFile(String finding) {
            return new Broken(0, "the database's indexes or pages", "a sound file", finding);
        }

        @Override
        public String toString() {
            return "audit entry %d: %s; expected %s, found %s"
                    .formatted(sequence, what, expected, found);
        }
    }
}
