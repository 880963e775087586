package org.osteon.app.cli.study;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.osteon.access.Grant;
import org.osteon.app.cli.AsOf;
import org.osteon.app.cli.AtTheMachine;
import org.osteon.app.cli.KnowledgeOption;
import org.osteon.app.cli.StoreOption;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.StudyKnowledge;
import org.osteon.pathway.WorkedCase;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.StoredCharts;
import org.osteon.records.charts.Visits;
import org.osteon.records.studies.Enrolment;
import org.osteon.records.studies.Studies;
import org.osteon.records.studies.StudyOdm;
import org.osteon.records.words.Problem;
import org.osteon.store.ChartStore;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.studies.Screening;
import org.osteon.workflow.studies.Study;
import org.osteon.workflow.studies.StudyCheck;
import org.osteon.workflow.studies.StudyReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `osteon study`.
@Command(
        name = "study",
        header =
                "Studies: whether they are sound, who meets their criteria, whether allocation can"
                        + " be reproduced.",
        description = {
            "",
            "A study is a folder studies/ID of the knowledge: study.json, criteria.json, CQL,"
                    + " cases.",
            "No arm of anybody is told here before the study is unblinded.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon study new knee-2026 --like knee-usual-care --title 'Marrow or usual care'",
            "  osteon study check",
            "  osteon study screen knee-comparators --db charts.db",
            "  osteon study verify knee-comparators --db charts.db",
            "  osteon study odm knee-comparators --db charts.db > study.xml"
        },
        synopsisSubcommandLabel = "STEP",
        commandListHeading = "%nSteps:%n",
        subcommands = {
            StudyCommand.New.class,
            StudyCommand.Check.class,
            StudyCommand.Screen.class,
            StudyCommand.Verify.class,
            StudyCommand.Odm.class
        })
public final class StudyCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }

    private static StudyKnowledge named(KnowledgeBase base, String id) {
        return base.study(id)
                .orElseThrow(() ->
                        Problem.unusable(
                                "there is no study '"
                                        + id
                                        + "'; there are "
                                        + base.studies().stream()
                                                .map(StudyKnowledge::id)
                                                .toList()));
    }

    /// `study new`.
    @Command(
            name = "new",
            header = "Begins a study with the criteria of another.",
            description = {
                "",
                "The folder studies/ID is made in the knowledge: study.json, criteria.json, CQL and"
                        + " cases of the other study under names of its own. Title, approval,"
                        + " registration and sponsor are its own, too, and begin empty. Arms,"
                        + " allocation and visits are set up at the page (/studies/ID/set-up);"
                        + " criteria are changed in the CQL, with a case for each answer. What is"
                        + " still wrong is said by 'osteon study check ID'. The knowledge is built"
                        + " anew at the next start.",
                ""
            })
    static final class New implements Callable<Integer> {
        @Spec private CommandSpec spec;
        @Mixin private KnowledgeOption knowledge;

        @Parameters(paramLabel = "ID", description = "what it is called in addresses and files")
        private String id;

        @Option(
                names = "--like",
                required = true,
                paramLabel = "STUDY",
                description = "id of the study that it begins with")
        private String like;

        @Option(
                names = "--title",
                required = true,
                paramLabel = "TITLE",
                description = "what people read")
        private String title;

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            Path studies = knowledge.folder().resolve("studies");
            List<Path> files = new StudyFolder(studies, like, id, title).write();
            out.println(studies.resolve(id) + ":");
            files.forEach(one -> out.println("  " + one));
            out.println("Next: osteon study check " + id + ", then /studies/" + id + "/set-up");
            return 0;
        }
    }

    /// `study check`.
    @Command(
            name = "check",
            header = "Tells what is wrong with studies, and which of their cases differ.",
            description = {
                "",
                "The exit code is 0 where all are sound and every case agrees, else 1.",
                ""
            })
    static final class Check implements Callable<Integer> {
        @Spec private CommandSpec spec;
        @Mixin private KnowledgeOption knowledge;

        @Parameters(
                arity = "0..1",
                paramLabel = "STUDY",
                description = "id of a study; all without")
        private @Nullable String id;

        @Override
        public Integer call() throws IOException {
            KnowledgeBase base = knowledge.load();
            List<StudyKnowledge> all = id == null ? base.studies() : List.of(named(base, id));
            boolean sound = true;
            for (StudyKnowledge one : all) {
                sound &= check(base, one);
            }
            return sound ? 0 : 1;
        }

        private boolean check(KnowledgeBase base, StudyKnowledge written) throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            Study study = StudyReader.read(written);
            StudyCheck check = StudyCheck.of(base, written, study);
            check.problems().forEach(one -> out.println(study.id() + ": " + one));
            check.warnings().forEach(one -> out.println(study.id() + ", to think of: " + one));
            List<WorkedCase> cases = WorkedCase.in(written.cases(knowledge.folder()));
            int differing = 0;
            for (WorkedCase one : cases) {
                List<String> differences = one.differences(written.criteria());
                differing += differences.isEmpty() ? 0 : 1;
                differences.forEach(difference ->
                        out.println(study.id() + ", " + one.id() + ": " + difference));
            }
            out.println(
                    study.id()
                            + ": "
                            + (check.isSound()
                                    ? "sound"
                                    : Wording.count(check.problems().size(), "problem", "problems"))
                            + ", "
                            + (cases.size() - differing)
                            + " of "
                            + cases.size()
                            + " cases agree");
            return check.isSound() && differing == 0;
        }
    }

    /// `study screen`.
    @Command(
            name = "screen",
            header = "Holds every chart of the store against the criteria of a study.",
            description = {
                "",
                "A line per person who is concerned: chart, result, why or what is missing.",
                ""
            })
    static final class Screen implements Callable<Integer> {
        @Spec private CommandSpec spec;
        @Mixin private StoreOption store;
        @Mixin private KnowledgeOption knowledge;

        @Parameters(paramLabel = "STUDY", description = "id of the study")
        private String id;

        @Option(names = "--as-of", paramLabel = "DATE", description = "the day; default: today")
        private @Nullable String asOf;

        @Override
        public Integer call() throws IOException {
            StudyKnowledge study = named(knowledge.load(), id);
            LocalDate day = AsOf.day(asOf);
            TreeMap<Screening.Result, Integer> counts = new TreeMap<>();
            LongAdder hidden = new LongAdder();
            LongAdder unreadable = new LongAdder();
            try (ChartStore charts = store.open()) {
                StoreOption.lookAtAll(charts, "screen", "osteon study screen " + id);
                new StoredCharts(charts)
                        .passAll((chart, opening) ->
                                opening.opened()
                                        .map(one -> Screening.of(study.criteria(), one, day))
                                        .ifPresentOrElse(
                                                screening -> {
                                                    if (found(screening)) {
                                                        counts.merge(
                                                                screening.result(),
                                                                1,
                                                                Integer::sum);
                                                        tell(chart, screening);
                                                    } else {
                                                        hidden.increment();
                                                    }
                                                },
                                                unreadable::increment));
            }
            PrintWriter err = spec.commandLine().getErr();
            counts.forEach(
                    (result, count) -> err.println("osteon: " + count + " " + result.words()));
            if (hidden.sum() > 0) {
                err.println("osteon: " + hidden + " not shown: they do not want to be found");
            }
            if (unreadable.sum() > 0) {
                err.println(
                        "osteon: "
                                + unreadable
                                + " charts cannot be read: nobody knows whether they meet anything");
            }
            return 0;
        }

        private static boolean found(Screening screening) {
            return !screening.hidden() || screening.result() == Screening.Result.NOT_CONCERNED;
        }

        private void tell(String chart, Screening screening) {
            if (screening.result() == Screening.Result.NOT_CONCERNED) {
                return;
            }
            List<String> why =
                    screening.result() == Screening.Result.FAILS
                            ? screening.reasons()
                            : screening.of(Screening.State.UNKNOWN).stream()
                                    .flatMap(one -> one.missing().stream())
                                    .toList();
            spec.commandLine()
                    .getOut()
                    .println(
                            chart
                                    + "\t"
                                    + screening.result().words()
                                    + "\t"
                                    + String.join("; ", why));
        }
    }

    /// Who works at the machine, as the record of looks knows them.
    private static <T> T atTheMachine(
            KnowledgeBase base, ChartStore charts, String id, String what, Work<T> work) {
        Clock clock = Clock.system(ZoneId.systemDefault());
        Records records = new Records(charts, new StoredCharts(charts), clock);
        return Visits.answer(
                AtTheMachine.visit(
                        who -> new Grant.Unblinded(who, id), "osteon study " + what + " " + id),
                () -> {
                    Studies studies = new Studies(charts, records, base, clock);
                    return work.of(studies, studies.study(id));
                });
    }

    /// Work with a study.
    private interface Work<T> {
        T of(Studies studies, Study study);
    }

    /// `study verify`.
    @Command(
            name = "verify",
            header =
                    "Makes the allocations again from the seed and the log, and holds them against"
                            + " what is kept.",
            description = {"", "It tells no arm. The exit code is 1 where they differ.", ""})
    static final class Verify implements Callable<Integer> {
        @Spec private CommandSpec spec;
        @Mixin private StoreOption store;
        @Mixin private KnowledgeOption knowledge;

        @Parameters(paramLabel = "STUDY", description = "id of the study")
        private String id;

        @Override
        public Integer call() throws IOException {
            KnowledgeBase base = knowledge.load();
            named(base, id);
            PrintWriter out = spec.commandLine().getOut();
            try (ChartStore charts = store.open()) {
                List<String> differences =
                        atTheMachine(
                                base,
                                charts,
                                id,
                                "verify",
                                (studies, study) -> {
                                    out.println(
                                            id
                                                    + ": "
                                                    + studies.allocations(study).size()
                                                    + " allocations made again from the seed and"
                                                    + " the log");
                                    return studies.verify(study);
                                });
                differences.forEach(out::println);
                out.println(differences.isEmpty() ? "all agree" : differences.size() + " differ");
                return differences.isEmpty() ? 0 : 1;
            }
        }
    }

    /// `study odm`.
    @Command(
            name = "odm",
            header = "Writes the data of a study as CDISC ODM 1.3.2.",
            description = {
                "",
                "No name and no date; the arm only once the study is unblinded.",
                ""
            })
    static final class Odm implements Callable<Integer> {
        @Spec private CommandSpec spec;
        @Mixin private StoreOption store;
        @Mixin private KnowledgeOption knowledge;

        @Parameters(paramLabel = "STUDY", description = "id of the study")
        private String id;

        @Override
        public Integer call() throws IOException {
            KnowledgeBase base = knowledge.load();
            named(base, id);
            try (ChartStore charts = store.open()) {
                StudyOdm.Written odm =
                        atTheMachine(
                                base,
                                charts,
                                id,
                                "odm",
                                (studies, study) ->
                                        StudyOdm.of(studies, new Enrolment(studies), study));
                spec.commandLine().getOut().println(odm.xml());
                if (odm.unreadable() > 0) {
                    spec.commandLine()
                            .getErr()
                            .println(
                                    "osteon: "
                                            + odm.unreadable()
                                            + " charts cannot be read: no scores of these people"
                                            + " stand in it");
                }
            }
            return 0;
        }
    }
}
