package org.osteon.app.cli.donors;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.search.RankingProfile;
import org.osteon.records.words.Problem;
import org.osteon.search.ComparisonJson;
import org.osteon.search.SearchJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `osteon donors profiles`: the orders of keys that a search can rank by.
@Command(
        name = "profiles",
        header = "Shows the orders of keys that donors can be ranked by.",
        description = {
            "",
            "Each key with what is better, what it rests on, and how sure that is (A to C).",
            ""
        })
final class ProfilesCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text, json, ndjson or csv")
    private @Nullable OutputFormat format;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        List<RankingProfile> profiles = RankingProfile.all();
        switch (OutputFormat.orDefault(format)) {
            case JSON -> {
                var json = ComparisonJson.MAPPER.createArrayNode();
                profiles.forEach(profile -> json.add(SearchJson.profile(profile)));
                out.println(
                        ComparisonJson.MAPPER
                                .writerWithDefaultPrettyPrinter()
                                .writeValueAsString(json));
            }
            case NDJSON -> profiles.forEach(profile -> out.println(SearchJson.profile(profile)));
            case TEXT -> profiles.forEach(profile -> text(profile, out));
            case CSV ->
                    throw Problem.unusable(
                            "profiles are lists within a list; ask for text, json or ndjson");
        }
        return 0;
    }

    private static void text(RankingProfile profile, PrintWriter out) {
        out.println(profile.id() + ": " + profile.title() + ". " + profile.dissent());
        int place = 1;
        for (RankingProfile.Key key : profile.keys()) {
            out.printf(
                    "%4d. %s (%s)%n", place++, key.explanation(), ComparisonJson.words(key.kind()));
            out.printf("      %s (certainty %s)%n", key.source(), key.certainty());
        }
    }
}
