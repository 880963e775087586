package org.osteon.records.links;

import java.util.function.UnaryOperator;

/// What is said to whoever was given a link, in their language where all that they read was
/// released in it (records, 4.2); else in English.
@FunctionalInterface
public interface PatientSpeech {
    /// English, whoever it is.
    PatientSpeech ENGLISH = _ -> new Said("en", UnaryOperator.identity());

    /// How they are spoken to.
    Said to(Link link);

    /// A language with its words.
    ///
    /// @param language as BCP 47 writes it
    /// @param words what a phrase is in it
    record Said(String language, UnaryOperator<String> words) {
        /// A phrase of the pages.
        String say(String english) {
            return words.apply(english);
        }

        boolean isEnglish() {
            return language.equals("en");
        }
    }
}
