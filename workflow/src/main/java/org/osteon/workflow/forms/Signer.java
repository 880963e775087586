package org.osteon.workflow.forms;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.workflow.desk.Wording;

/// Who signs a form, as its file says; the first writes it, the second looks at what was written.
///
/// @param meaning what the signature says
/// @param roles who may; never empty
/// @param as what this person is in the form, in words
/// @param item that takes the name of this person; empty where none does
public record Signer(Meaning meaning, List<String> roles, String as, String item) {
    /// The role of the patient, and of who decides for them.
    public static final String PATIENT = "patient";

    public Signer {
        roles = List.copyOf(roles);
    }

    /// What a signature says (E1762-95).
    public enum Meaning {
        AUTHOR("author", "1", "wrote it"),
        VERIFICATION("verification", "5", "checked it"),
        VALIDATION("validation", "6", "released it"),
        CONSENT("consent", "7", "agreed to it"),
        REVIEW("review", "13", "reviewed it"),
        MODIFICATION("modification", "16", "corrected it");

        private final String word;
        private final String code;
        private final String words;

        Meaning(String word, String code, String words) {
            this.word = word;
            this.code = code;
            this.words = words;
        }

        /// Its word in form files.
        public String word() {
            return word;
        }

        /// The last part of its code.
        String code() {
            return code;
        }

        /// What somebody did who signed so.
        public String words() {
            return words;
        }

        static Optional<Meaning> of(String word) {
            return Stream.of(values()).filter(one -> one.word.equals(word)).findFirst();
        }
    }

    /// Whether it is the patient, or who decides for them: no one who has an account here.
    public boolean isThePatient() {
        return roles.equals(List.of(PATIENT));
    }

    /// The roles in words: `nurse or physician`.
    public String rolesInWords() {
        return inWords(roles);
    }

    static String inWords(List<String> roles) {
        return roles.stream()
                .map(role -> Wording.term(role).toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(" or "));
    }
}
