package org.osteon.access;

/// Whether somebody may do something.
public sealed interface Decision {
    /// They may, within limits.
    record Allowed(Limits limits) implements Decision {}

    /// They may not.
    record Refused(Reason reason) implements Decision {}

    /// Why not: for the record, not for who asked.
    enum Reason {
        /// None of their roles may.
        ROLE("none of their roles may"),
        /// None of their roles asks for this purpose.
        PURPOSE("none of their roles asks for this purpose"),
        /// They do not look after the patient.
        TEAM("they do not look after this patient"),
        /// The patient denied it.
        CONSENT("the patient denied it"),
        /// They are not told who got what in this study.
        BLIND("they are blind in this study"),
        /// The program was not let do it.
        SCOPE("the scopes of the program do not include it");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /// In words.
        public String words() {
            return words;
        }
    }

    /// Whether it is allowed.
    default boolean isAllowed() {
        return this instanceof Allowed;
    }
}
