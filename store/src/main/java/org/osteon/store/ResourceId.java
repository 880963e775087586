package org.osteon.store;

/// A resource within a chart: `Observation/creatinine-1`. Two charts may each have one of the same
/// name.
///
/// @param type FHIR resource type, 1 to 64 letters; types that FHIR does not know are kept too
/// @param id the logical id, 1 to 255 characters, no slash and no white space
public record ResourceId(String type, String id) {
    public ResourceId {
        if (type.isEmpty() || type.length() > 64 || !isLetters(type)) {
            throw new IllegalArgumentException("a resource type is 1 to 64 letters, not " + type);
        }
        if (id.isEmpty() || id.length() > 255 || !isOneWord(id)) {
            throw new IllegalArgumentException(
                    "a resource id is 1 to 255 characters without slash or space, not " + id);
        }
    }

    private static boolean isLetters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOneWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '/'
                    || Character.isWhitespace(c)
                    || Character.isISOControl(c)
                    || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /// `Type/id`, as references write it.
    @Override
    public String toString() {
        return type + "/" + id;
    }
}
