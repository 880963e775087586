package org.osteon.records.reports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import org.osteon.chart.Resource;
import org.osteon.outcome.data.CsvText;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.registry.RegistryBundles;
import org.osteon.workflow.registry.RegistryDraft;

/// A draft for a registry as files.
public final class RegistryFiles {
    private static final int MOST_SOURCES = 5;

    private RegistryFiles() {}

    /// Item and answer, line by line.
    public static String csv(RegistryDraft draft) {
        StringBuilder text = new StringBuilder();
        text.append(
                CsvText.line(
                        List.of(
                                "registry",
                                "form",
                                "revision",
                                "time",
                                "number",
                                "item",
                                "question",
                                "answer",
                                "code",
                                "state",
                                "from",
                                "reason",
                                "disputed")));
        draft.lines()
                .forEach(line ->
                        text.append(
                                CsvText.line(
                                        List.of(
                                                draft.due().form().registry(),
                                                draft.due().form().form(),
                                                draft.due().form().revision(),
                                                draft.due().time(),
                                                line.item().number(),
                                                line.item().key(),
                                                line.item().text(),
                                                line.state().isAnswered() ? line.answer() : "",
                                                line.state().isAnswered() ? line.code() : "",
                                                line.state().words(),
                                                from(line.sources()),
                                                line.said().reason(),
                                                line.conflict()))));
        return text.toString();
    }

    /// The newest of what an answer rests on, and how much more there is.
    private static String from(List<Resource> sources) {
        return sources.stream()
                        .limit(MOST_SOURCES)
                        .map(Resource::reference)
                        .collect(Collectors.joining(" "))
                + (sources.size() > MOST_SOURCES
                        ? " and " + (sources.size() - MOST_SOURCES) + " more"
                        : "");
    }

    /// The bundles in the shape of the registry's own guide, and what it has no place for.
    public static ObjectNode bundles(RegistryDraft draft) {
        ObjectNode file = FhirEdit.object();
        file.put("guide", draft.due().form().guide().title())
                .put("source", draft.due().form().guide().source())
                .put("state", draft.state().words())
                .put("sent", false);
        ArrayNode missing = file.putArray("missing");
        RegistryBundles.missing(draft).forEach(missing::add);
        ArrayNode bundles = file.putArray("bundles");
        RegistryBundles.of(draft).forEach(bundles::add);
        ArrayNode without = file.putArray("withoutPlace");
        draft.withoutPlace().forEach(line -> without.add(line.item().key()));
        return file;
    }

    /// The draft with all that the page shows.
    public static ObjectNode json(RegistryDraft draft) {
        ObjectNode file = FhirEdit.object();
        file.put("draft", draft.due().key())
                .put("registry", draft.due().form().registry())
                .put("form", draft.due().form().form())
                .put("revision", draft.due().form().revision())
                .put("time", draft.due().title())
                .put("due", draft.due().due().toString())
                .put("asOf", draft.asOf().toString())
                .put("state", draft.state().words())
                .put("asked", draft.asked())
                .put("answered", draft.answered())
                .put("filled", draft.filled())
                .put("completeness", draft.completeness());
        ArrayNode items = file.putArray("items");
        draft.lines()
                .forEach(line -> {
                    ObjectNode item = items.addObject();
                    item.put("key", line.item().key())
                            .put("number", line.item().number())
                            .put("text", line.item().text())
                            .put("answer", line.answer())
                            .put("code", line.code())
                            .put("state", line.state().words());
                    if (!line.conflict().isEmpty()) {
                        item.put("conflict", line.conflict());
                    }
                    if (!line.said().reason().isEmpty()) {
                        item.put("reason", line.said().reason());
                    }
                    ArrayNode from = item.putArray("from");
                    line.sources().forEach(one -> from.add(one.reference()));
                });
        return file;
    }
}
