package org.osteon.pathway;

/// Something wrong with the knowledge, told to the clinician or engineer who writes it.
///
/// @param where file, and line or rule within it
/// @param what what is wrong and what to do
public record KnowledgeProblem(String where, String what) {
    @Override
    public String toString() {
        return where + ": " + what;
    }
}
