package org.osteon.app.http.web;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What surrounds every page.
///
/// @param title of the page
/// @param path where it is, to come back to
/// @param who who sits there, as far as they told
/// @param token what forms send back to show that they are ours
/// @param notice what the last action did
/// @param demo whether all patients are made up
/// @param refreshSeconds after how many seconds the page comes again by itself; 0: not
public record Frame(
        String title,
        String path,
        Who who,
        String token,
        Optional<String> notice,
        int refreshSeconds,
        boolean demo) {

    /// `page` for the entry of the navigation that the page belongs to.
    @Nullable String current(String entry) {
        boolean belongs = entry.equals("/") ? path.equals("/") : path.startsWith(entry);
        return belongs ? "page" : null;
    }

    /// The name that was given, empty where none was.
    public Optional<String> person() {
        return Optional.of(who.name()).filter(name -> !name.isEmpty());
    }

    public Frame refreshing(int seconds) {
        return new Frame(title, path, who, token, notice, seconds, demo);
    }
}
