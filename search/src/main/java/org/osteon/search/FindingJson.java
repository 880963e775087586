package org.osteon.search;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import org.osteon.hla.typing.Finding;

/// What is said of a typing, as JSON.
public final class FindingJson {
    private FindingJson() {}

    /// One object for each finding.
    public static ArrayNode of(List<Finding> findings) {
        ArrayNode json = ComparisonJson.MAPPER.createArrayNode();
        for (Finding finding : findings) {
            json.addObject()
                    .put("code", finding.code().name())
                    .put("locus", finding.locus())
                    .put("position", finding.position())
                    .put("column", finding.column())
                    .put("token", finding.token())
                    .put("sentence", finding.sentence())
                    .put("suggestion", finding.suggestion());
        }
        return json;
    }
}
