package org.osteon.pathway.reading;

import java.util.List;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;

/// A code in its system, to look up by.
record CodeKey(String system, String code) {

    static CodeKey of(Coding coding) {
        return new CodeKey(coding.system(), coding.code());
    }

    /// The codes of recognition data: objects with `system` and `code`.
    static List<CodeKey> list(FhirObject data, String name) {
        return data.objects(name).stream()
                .map(code ->
                        new CodeKey(
                                code.text("system").orElse(""), code.text("code").orElseThrow()))
                .toList();
    }
}
