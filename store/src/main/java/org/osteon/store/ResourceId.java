package org.osteon.store;

import java.util.regex.Pattern;

/// A resource within a chart: `Observation/creatinine-1`. Two charts may each have one of the same
/// name.
///
/// @param type FHIR resource type, letters only; types that FHIR does not know are kept too
/// @param id the logical id, at most 255 characters, no slash and no white space
public record ResourceId(String type, String id) {
    private static final Pattern TYPE = Pattern.compile("[A-Za-z]{1,64}");
    private static final Pattern ID = Pattern.compile("[^\\s/\\p{Cntrl}\\p{Cs}]{1,255}");

    public ResourceId {
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("a resource type is 1 to 64 letters, not " + type);
        }
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "a resource id is 1 to 255 characters without slash or space, not " + id);
        }
    }

    /// `Type/id`, as references write it.
    @Override
    public String toString() {
        return type + "/" + id;
    }
}
