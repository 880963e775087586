package org.osteon.workflow.desk;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;

/// A fact of a chart with its day and its source.
///
/// @param text in one line, as written
/// @param age how old it is; empty where it bears no date
/// @param source who said it, as far as the chart tells; may be empty
public record ChartFact(String reference, String text, String age, String source) {
    private static final List<String> PEOPLE =
            List.of(
                    "performer",
                    "recorder",
                    "asserter",
                    "author",
                    "requester",
                    "informationSource");

    /// What a datum of a gate says, with who said it.
    public static ChartFact of(Gate.Datum datum, Chart chart) {
        return new ChartFact(
                datum.reference(),
                datum.text(),
                datum.age(),
                chart.resource(datum.reference())
                        .flatMap(resource -> saidBy(resource, chart))
                        .orElse(""));
    }

    /// Who said it: a person that the resource names, else who filled in the form that it was made
    /// of.
    static Optional<String> saidBy(Resource resource, Chart chart) {
        return PEOPLE.stream()
                .flatMap(element -> people(resource.content(), element))
                .findFirst()
                .or(() -> form(resource, chart));
    }

    private static Stream<String> people(FhirObject content, String element) {
        return content.objects(element).stream()
                .flatMap(who ->
                        Stream.concat(
                                who.text("display").stream(),
                                who
                                        .object("actor")
                                        .flatMap(actor -> actor.text("display"))
                                        .stream()))
                .filter(name -> !name.isBlank());
    }

    private static Optional<String> form(Resource resource, Chart chart) {
        return resource.id()
                .filter(id -> id.indexOf('.') > 0)
                .map(id -> id.substring(0, id.indexOf('.')))
                .flatMap(id -> chart.resource("QuestionnaireResponse/" + id))
                .flatMap(response -> response.content().object("author"))
                .flatMap(author -> author.text("display"));
    }
}
