package org.osteon.feeds;

/// What is wrong with a profile.
///
/// @param file its name
/// @param key where in it
/// @param text what, with the remedy
public record ProfileProblem(String file, String key, String text) {
    @Override
    public String toString() {
        return file + (key.isEmpty() ? "" : ", " + key) + ": " + text;
    }
}
