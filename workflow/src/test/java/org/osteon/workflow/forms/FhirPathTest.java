package org.osteon.workflow.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osteon.workflow.FhirEdit;

/// The paths that templates may use (records 1.2).
class FhirPathTest {
    private static final JsonNode RESPONSE =
            FhirEdit.read(
                    """
                    {"id": "r", "subject": {"reference": "Patient/p"}, "item": [
                      {"linkId": "yes", "answer": [{"valueBoolean": true}]},
                      {"linkId": "no", "answer": [{"valueBoolean": false}]},
                      {"linkId": "kg", "answer": [{"valueQuantity": {"value": 80.0, "code": "kg"}}]},
                      {"linkId": "many", "answer": [{"valueString": "a"}, {"valueString": "b"}]},
                      {"linkId": "empty"}]}
                    """);

    private static List<String> of(String path) {
        return FhirPath.parse(path)
                .of(new FhirPath.Scope(List.of(RESPONSE), Map.of("resource", RESPONSE)))
                .stream()
                .map(JsonNode::asText)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "%resource.subject.reference|Patient/p",
                "item.where(linkId='kg').answer.value.code|kg",
                "item.where(linkId='many').answer.value.first()|a",
                "item.where(linkId='many').answer.value.last()|b",
                "item.where(linkId='many').answer.count()|2",
                "item.where(linkId='empty').answer.exists()|false",
                "item.where(linkId='none').answer.empty()|true",
                "iif(item.where(linkId='no').answer.value = true, 'is', 'is not')|is not",
                "iif(item.where(linkId='yes').answer.value = true, 'is', 'is not')|is",
                "'QuestionnaireResponse/' & %resource.id|QuestionnaireResponse/r",
                "item.where(linkId='kg').answer.value.value = 80|true",
                "item.where(linkId='no' or linkId='kg').count()|2",
                "item.where(answer.exists() and linkId != 'no').count()|3",
                "item.where(linkId='yes').answer.value.not()|false",
            })
    void a_path_gives_what_it_says(String path, String expected) {
        assertThat(of(path)).containsExactly(expected);
    }

    @Test
    void what_is_not_there_is_nothing_and_no_word() {
        assertThat(of("item.where(linkId='none').answer.value")).isEmpty();
        assertThat(of("iif(item.where(linkId='none').answer.exists(), 'there')")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {"item.resolve()", "item.where(linkId='x'", "'open", "item..x", "item)"})
    void what_is_not_of_the_subset_is_refused_when_it_is_read(String path) {
        assertThatThrownBy(() -> FhirPath.parse(path)).isInstanceOf(IllegalArgumentException.class);
    }
}
