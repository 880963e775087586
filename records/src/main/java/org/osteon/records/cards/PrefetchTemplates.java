package org.osteon.records.cards;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.osteon.pathway.KnowledgeBase;

/// What a service would like to be sent along: all that the pathways read, as their CQL says. Any
/// of it may be left out; the cards name what was.
public final class PrefetchTemplates {
    private static final String PATIENT = "{{context.patientId}}";

    private PrefetchTemplates() {}

    /// The templates by name. What no patient can be named in is the site's, and is not asked for.
    public static Map<String, String> of(KnowledgeBase knowledge, PatientSearch searches) {
        Set<String> types = new TreeSet<>();
        knowledge.pathways().forEach(pathway -> types.addAll(knowledge.typesRead(pathway)));
        types.remove("Patient");
        Map<String, String> templates = new LinkedHashMap<>();
        templates.put("patient", "Patient/" + PATIENT);
        types.forEach(type ->
                searches.of(type, PATIENT).ifPresent(search -> templates.put(key(type), search)));
        return templates;
    }

    /// `Observation` → `observations`, `BiologicallyDerivedProduct` →
    /// `biologicallyDerivedProducts`.
    private static String key(String type) {
        String name = Character.toLowerCase(type.charAt(0)) + type.substring(1);
        return name.endsWith("y")
                ? name.substring(0, name.length() - 1) + "ies"
                : name.endsWith("s") ? name : name + "s";
    }

    /// Those templates that were neither sent nor said to be empty.
    public static List<String> notSent(Map<String, String> templates, Set<String> sent) {
        return templates.keySet().stream().filter(key -> !sent.contains(key)).toList();
    }
}
