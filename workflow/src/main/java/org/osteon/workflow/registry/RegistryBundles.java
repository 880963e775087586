package org.osteon.workflow.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osteon.chart.Coding;
import org.osteon.chart.Resource;
import org.osteon.workflow.FhirEdit;

/// What of a draft the registry's own guide has a place for, in its shape: transactions of
/// observations, each with the centre as a security label, the person by the registry's number and
/// by nothing else.
public final class RegistryBundles {
    /// What tells who it is, where it was, or what else there was.
    private static final Set<String> LEFT_OUT =
            Set.of(
                    "id",
                    "meta",
                    "text",
                    "contained",
                    "extension",
                    "modifierExtension",
                    "identifier",
                    "basedOn",
                    "partOf",
                    "subject",
                    "encounter",
                    "performer",
                    "note",
                    "device",
                    "specimen",
                    "hasMember",
                    "derivedFrom",
                    "focus",
                    "implicitRules");

    private RegistryBundles() {}

    /// What is missing for them, in words; empty: nothing.
    public static List<String> missing(RegistryDraft draft) {
        List<String> missing = new ArrayList<>();
        if (draft.due().form().centreNumber().isEmpty()) {
            missing.add(
                    "The registry's number of this centre: fill it in where the rules of reports"
                            + " stand (/reports/rules)");
        }
        if (draft.person().isEmpty()) {
            missing.add(
                    "The registry's number of the person: an identifier of the patient, system "
                            + draft.due().form().guide().person());
        }
        return missing;
    }

    /// The bundles; none where something is missing for them.
    public static List<ObjectNode> of(RegistryDraft draft) {
        if (!missing(draft).isEmpty()) {
            return List.of();
        }
        int most = draft.due().form().guide().bundle();
        List<Resource> observations = observations(draft);
        List<ObjectNode> bundles = new ArrayList<>();
        for (int i = 0; i < observations.size(); i += most) {
            bundles.add(
                    bundle(
                            draft,
                            observations.subList(i, Math.min(i + most, observations.size()))));
        }
        return bundles;
    }

    /// What goes into them: each observation once, of those that the answers rest on and that carry
    /// a code of the guide.
    static List<Resource> observations(RegistryDraft draft) {
        String system = draft.due().form().guide().codes();
        Map<String, Resource> all = new LinkedHashMap<>();
        draft.lines().stream()
                .filter(line -> line.item().observed())
                .filter(line ->
                        line.state() == RegistryLine.State.DERIVED
                                || line.state() == RegistryLine.State.CONFIRMED)
                .flatMap(line -> line.sources().stream())
                .filter(one -> one.type().equals("Observation"))
                .filter(one -> one.codings().stream().map(Coding::system).anyMatch(system::equals))
                .forEach(one -> all.putIfAbsent(one.reference(), one));
        return List.copyOf(all.values());
    }

    private static ObjectNode bundle(RegistryDraft draft, List<Resource> observations) {
        ObjectNode bundle =
                FhirEdit.object().put("resourceType", "Bundle").put("type", "transaction");
        var entries = bundle.putArray("entry");
        for (Resource one : observations) {
            ObjectNode entry = entries.addObject();
            entry.set("resource", observation(draft, one));
            entry.putObject("request").put("method", "POST").put("url", "Observation");
        }
        return bundle;
    }

    private static ObjectNode observation(RegistryDraft draft, Resource source) {
        RegistryForm form = draft.due().form();
        ObjectNode all = FhirEdit.read(source.asWritten().json());
        ObjectNode one = FhirEdit.object().put("resourceType", "Observation");
        ObjectNode label = one.putObject("meta").putArray("security").addObject();
        label.put("system", form.guide().security())
                .put("code", form.guide().prefix() + form.centreNumber());
        all.properties().stream()
                .filter(element -> !LEFT_OUT.contains(element.getKey().replaceFirst("^_", "")))
                .filter(element -> !element.getKey().equals("resourceType"))
                .forEach(element -> one.set(element.getKey(), element.getValue()));
        ObjectNode identifier = one.putObject("subject").putObject("identifier");
        identifier.put("system", form.guide().person()).put("value", draft.person());
        return one;
    }
}
