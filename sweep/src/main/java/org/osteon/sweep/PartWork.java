package org.osteon.sweep;

import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.osteon.pathway.KnowledgeBase;

/// What a task does with a part, on whichever machine: reads its charts, writes their rows, notes
/// what it made. Done twice, it leaves what it leaves done once.
final class PartWork implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    private final Question question;
    private final OutputFolder output;
    private final Broadcast<KnowledgeParcel> knowledge;
    private final Broadcast<SerializableConfiguration> configuration;

    PartWork(
            Question question,
            OutputFolder output,
            Broadcast<KnowledgeParcel> knowledge,
            Broadcast<SerializableConfiguration> configuration) {
        this.question = question;
        this.output = output;
        this.knowledge = knowledge;
        this.configuration = configuration;
    }

    /// Gives the charts of a part.
    interface Charts {
        /// Hands each on.
        void forEach(Consumer<ChartText> each) throws IOException;
    }

    Configuration configuration() {
        return configuration.value().value();
    }

    /// Does a part that lies in slices of files.
    PartRecord run(Part part) throws IOException {
        return run(
                part.number(),
                each -> PartCharts.forEach(part, question.column(), configuration(), each));
    }

    /// Does a part.
    PartRecord run(int part, Charts charts) throws IOException {
        KnowledgeBase base = knowledge.value().unpacked();
        Answers answers = Answers.of(question, base);
        FileSystem files = output.files(configuration());
        long attempt = TaskContext.get() == null ? 0 : TaskContext.get().taskAttemptId();
        Path writing = output.writing(part, attempt);
        Tally tally = new Tally();
        try (RowFile rows =
                RowFile.begin(question.form(), answers.columns(), writing, configuration())) {
            charts.forEach(text -> {
                Answers.Answer answer = answers.of(text);
                tally.charts++;
                tally.errors += answer.answered() ? 0 : 1;
                tally.rows += answer.rows().size();
                add(rows, answer);
            });
        }
        PartRecord made = output.settle(files, part, writing, question.form(), tally);
        output.note(files, made, attempt);
        return made;
    }

    private static void add(RowFile rows, Answers.Answer answer) {
        try {
            for (List<@Nullable Object> row : answer.rows()) {
                rows.add(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What was counted.
    static final class Tally {
        long charts;
        long errors;
        long rows;
    }
}
