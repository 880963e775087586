package org.osteon.app.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.feeds.Feed;
import org.osteon.feeds.Known;
import org.osteon.feeds.Outcome;
import org.osteon.feeds.Profiles;
import org.osteon.feeds.Transmission;
import org.osteon.records.charts.FeedRecords;
import org.osteon.records.feeds.Answer;
import org.osteon.records.feeds.Feeds;
import org.osteon.records.feeds.ProfileFolder;
import org.osteon.records.words.Problem;
import org.osteon.store.ChartStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `osteon feed`: HL7 v2 messages without a socket.
@Command(
        name = "feed",
        header = "Checks HL7 v2 messages, and takes them from files.",
        subcommands = {FeedCommand.Check.class, FeedCommand.Replay.class, FeedForgetCommand.class})
public final class FeedCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }

    /// How it is written.
    enum Format {
        TEXT,
        JSON
    }

    private static Path existing(Path file) {
        if (!Files.isRegularFile(file)) {
            throw Problem.unusable("no such file: " + file);
        }
        return file;
    }

    /// `osteon feed check`.
    @Command(
            name = "check",
            header = "Says what of HL7 v2 messages is understood; writes nothing.",
            description = {
                "",
                "FILE holds a message, several, or a batch; segments end with CR or LF. Each"
                        + " becomes the resources that it would make of a chart that holds nothing yet,"
                        + " with what was remarked and which segments were passed over. Exit code 0"
                        + " where all are understood, else 2.",
                "Whoever a message is about counts as known here, as far as its identifiers have a"
                        + " system in the profile.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  osteon feed check oru.hl7 --profile profiles/laboratory.json",
                "  osteon feed check batch.hl7 --profile profiles/laboratory.json --format json"
            })
    static final class Check implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "messages")
        private @Nullable Path file;

        @Option(
                names = "--profile",
                paramLabel = "FILE",
                required = true,
                description = "the profile of their sender")
        private @Nullable Path profile;

        @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json")
        private Format format = Format.TEXT;

        @Override
        public Integer call() throws IOException {
            if (file == null || profile == null) {
                throw Problem.unusable("a FILE of messages and --profile are needed");
            }
            String name = existing(profile).getFileName().toString().replaceFirst("\\.json$", "");
            Profiles profiles = Profiles.of(name, Files.readString(profile));
            if (!profiles.problems().isEmpty()) {
                throw Problem.unusable(
                        "the profile: "
                                + String.join(
                                        "; ",
                                        profiles.problems().stream()
                                                .map(Object::toString)
                                                .toList()));
            }
            Feed feed = new Feed(profiles);
            List<Outcome> outcomes = new ArrayList<>();
            List<String> problems = new ArrayList<>();
            MessageFile.read(
                    existing(file),
                    bytes -> {
                        Transmission transmission = Transmission.of(bytes);
                        if (!transmission.problem().isEmpty()) {
                            problems.add(transmission.problem());
                        }
                        transmission
                                .messages()
                                .forEach(one -> outcomes.add(feed.read(one, Known.anybody())));
                    });
            PrintWriter out = spec.commandLine().getOut();
            if (format == Format.JSON) {
                out.println(
                        JSON.writerWithDefaultPrettyPrinter()
                                .writeValueAsString(json(outcomes, problems)));
            } else {
                problems.forEach(one -> out.println("The batch would not be taken: " + one));
                outcomes.forEach(one -> text(one, out));
            }
            boolean all =
                    problems.isEmpty()
                            && !outcomes.isEmpty()
                            && outcomes.stream().allMatch(Outcome.Understood.class::isInstance);
            return all ? 0 : 2;
        }

        private static ObjectNode json(List<Outcome> outcomes, List<String> problems)
                throws IOException {
            ObjectNode all = JSON.createObjectNode();
            ArrayNode messages = all.putArray("messages");
            for (Outcome outcome : outcomes) {
                ObjectNode one = messages.addObject();
                one.put("event", outcome.envelope().event());
                one.put("control", outcome.envelope().control());
                one.put("sender", outcome.envelope().sender());
                switch (outcome) {
                    case Outcome.Understood understood -> {
                        one.put("understood", true);
                        ArrayNode resources = one.putArray("resources");
                        for (var edit : understood.edits()) {
                            for (var part : edit.parts()) {
                                if (part.json().isPresent()) {
                                    resources.add(JSON.readTree(part.json().get()));
                                }
                            }
                        }
                        ArrayNode remarks = one.putArray("remarks");
                        understood
                                .remarks()
                                .forEach(remark ->
                                        remarks.addObject()
                                                .put("place", remark.place())
                                                .put("text", remark.text()));
                        ArrayNode ignored = one.putArray("ignored");
                        understood.ignored().forEach(ignored::add);
                    }
                    case Outcome.NotUnderstood not -> {
                        one.put("understood", false);
                        one.put("reason", not.reason().name());
                        one.put("place", not.place());
                        one.put("text", not.text());
                    }
                }
            }
            ArrayNode batch = all.putArray("problems");
            problems.forEach(batch::add);
            return all;
        }

        private static void text(Outcome outcome, PrintWriter out) {
            out.println(
                    outcome.envelope().event()
                            + " "
                            + outcome.envelope().control()
                            + " of "
                            + outcome.envelope().sender());
            switch (outcome) {
                case Outcome.Understood understood -> {
                    for (var edit : understood.edits()) {
                        for (var part : edit.parts()) {
                            out.println("  " + part.type() + "  " + part.json().orElse(""));
                        }
                    }
                    understood.remarks().forEach(one -> out.println("  remark: " + one));
                    if (!understood.ignored().isEmpty()) {
                        out.println("  passed over: " + String.join(", ", understood.ignored()));
                    }
                }
                case Outcome.NotUnderstood not ->
                        out.println(
                                "  not understood (" + not.reason().title() + "): " + not.line());
            }
        }
    }

    /// `osteon feed replay`.
    @Command(
            name = "replay",
            header = "Takes HL7 v2 messages from files into the store, or dead letters again.",
            description = {
                "",
                "Each message is taken as if its sender had sent it now: what was taken before is"
                        + " not taken twice. Without a FILE the dead letters are tried again, by the"
                        + " profiles as they are now. Exit code 0 where all were taken, else 2; what"
                        + " was not is kept as a dead letter.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  osteon feed replay --feeds profiles/",
                "  osteon feed replay march.hl7 --feeds profiles/ --db charts.db --format json"
            })
    static final class Replay implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Mixin private KnowledgeOption knowledge;

        @Mixin private StoreOption store;

        @Parameters(arity = "0..*", paramLabel = "FILE", description = "messages")
        private List<Path> files = List.of();

        @Option(
                names = "--feeds",
                paramLabel = "DIR",
                required = true,
                description = "folder of the senders' profiles")
        private @Nullable Path folder;

        @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json")
        private Format format = Format.TEXT;

        @Override
        public Integer call() throws IOException {
            if (folder == null || !Files.isDirectory(folder)) {
                throw Problem.unusable("no such folder of profiles: " + folder);
            }
            ProfileFolder profiles = new ProfileFolder(folder);
            if (!profiles.profiles().problems().isEmpty()) {
                throw Problem.unusable("a profile: " + profiles.profiles().problems().getFirst());
            }
            files.forEach(FeedCommand::existing);
            String by = "command line, " + System.getProperty("user.name", "unknown");
            Map<String, Long> counts = new TreeMap<>();
            List<Answer> refused = new ArrayList<>();
            try (ChartStore charts = store.open()) {
                Feeds feeds =
                        new Feeds(
                                new FeedRecords(charts, Clock.system(ZoneId.systemDefault())),
                                profiles,
                                knowledge.load());
                if (files.isEmpty()) {
                    StoreOption.look(charts, "feeds", "osteon feed replay", List.of());
                    count(feeds.mending().replayAll(by), counts, refused);
                }
                List<byte[]> some = new ArrayList<>();
                for (Path file : files) {
                    MessageFile.read(
                            file,
                            bytes -> {
                                some.add(bytes);
                                if (some.size() == Feeds.MOST_TOGETHER) {
                                    count(feeds.takeAll(some, by), counts, refused);
                                    some.clear();
                                }
                            });
                }
                count(feeds.takeAll(some, by), counts, refused);
            }
            print(counts, refused);
            return refused.isEmpty() ? 0 : 2;
        }

        private static void count(
                List<Answer> answers, Map<String, Long> counts, List<Answer> refused) {
            for (Answer one : answers) {
                counts.merge(one.code(), 1L, Long::sum);
                if (!one.code().equals("AA") || !one.letter().isEmpty()) {
                    refused.add(one);
                }
            }
        }

        private void print(Map<String, Long> counts, List<Answer> refused) throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            if (format == Format.JSON) {
                ObjectNode all = JSON.createObjectNode();
                ObjectNode answers = all.putObject("answers");
                counts.forEach(answers::put);
                ArrayNode not = all.putArray("notTaken");
                refused.forEach(one ->
                        not.addObject()
                                .put("code", one.code())
                                .put("letter", one.letter())
                                .put("text", one.text()));
                out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all));
                return;
            }
            refused.forEach(one -> out.println(one.code() + " " + one.text()));
            out.println(
                    counts.isEmpty()
                            ? "No messages"
                            : String.join(
                                    ", ",
                                    counts.entrySet().stream()
                                            .map(one -> one.getValue() + " " + one.getKey())
                                            .toList()));
        }
    }
}
