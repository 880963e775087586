package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import org.osteon.workflow.Deed;

/// That somebody signed.
///
/// @param name their name
/// @param role as what; empty where it is not known
/// @param when as FHIR writes it
public record Signature(Signer.Meaning meaning, String name, String role, String when) {
    private static final String URL = "signature";

    /// Of who does something now.
    static Signature of(Signer.Meaning meaning, Deed deed) {
        return new Signature(meaning, deed.author(), deed.role(), Response.written(deed));
    }

    /// With who confirmed that it really happened.
    static List<Signature> confirmed(List<Signature> signatures, String by, Deed deed) {
        List<Signature> all = new ArrayList<>(signatures);
        all.add(of(Signer.Meaning.VERIFICATION, new Deed(by, deed.at(), "")));
        return List.copyOf(all);
    }

    /// Notes it among the notes of a response.
    void note(ArrayNode notes) {
        ArrayNode own = notes.addObject().put("url", URL).putArray("extension");
        own.addObject().put("url", "meaning").put("valueCode", meaning.word());
        own.addObject().put("url", "name").put("valueString", name);
        if (!role.isEmpty()) {
            own.addObject().put("url", "role").put("valueCode", role);
        }
        own.addObject().put("url", "when").put("valueDateTime", when);
    }

    /// Those among the notes of a response, the first first.
    static List<Signature> in(JsonNode notes) {
        return Extensions.all(notes, URL).stream()
                .map(one ->
                        new Signature(
                                Extensions.text(one, "meaning")
                                        .flatMap(Signer.Meaning::of)
                                        .orElse(Signer.Meaning.AUTHOR),
                                Extensions.text(one, "name").orElse(""),
                                Extensions.text(one, "role").orElse(""),
                                Extensions.text(one, "when").orElse("")))
                .toList();
    }
}
