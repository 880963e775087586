package org.osteon.records.words;

import java.util.List;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;

/// Pathways by the names that users give.
public final class Pathways {
    private Pathways() {}

    /// The pathways of these ids, each once.
    ///
    /// @throws Problem where there is none of that id, with those that there are
    public static List<Pathway> named(KnowledgeBase knowledge, List<String> ids) {
        return ids.stream().distinct().map(id -> named(knowledge, id)).toList();
    }

    /// The pathway of that id.
    ///
    /// @throws Problem where there is none, with those that there are
    public static Pathway named(KnowledgeBase knowledge, String id) {
        return knowledge.pathway(id).orElseThrow(() -> Problem.unusable(knowledge.noPathway(id)));
    }
}
