package org.osteon.pathway;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.osteon.chart.ChartReader;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;

/// What a value set holds, as a list that can be kept: its own codes, and those that recognition
/// takes for one of them.
final class SetCodes {
    private final ValueSets sets;
    private final List<FhirObject> recognitions;

    /// @param files of the knowledge, by name
    SetCodes(ValueSets sets, Collection<Map.Entry<String, String>> files) {
        this.sets = sets;
        this.recognitions =
                files.stream()
                        .filter(file -> file.getKey().contains("/recognition/"))
                        .map(file -> ChartReader.resource(file.getValue()).content())
                        .toList();
    }

    /// `system|code`; `system|code*` for a code with everything below it.
    Set<String> of(String url) {
        Set<String> codes = new TreeSet<>(sets.written(url));
        for (FhirObject recognition : recognitions) {
            for (FhirObject medicine : recognition.objects("medicine")) {
                if (medicine.codings("add").stream()
                        .anyMatch(coding -> sets.setsOf(coding).contains(url))) {
                    medicine.codings("code").forEach(one -> codes.add(text(one)));
                }
            }
        }
        return Set.copyOf(codes);
    }

    private static String text(Coding coding) {
        return coding.system() + "|" + coding.code();
    }
}
