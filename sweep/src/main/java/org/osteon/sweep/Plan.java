package org.osteon.sweep;

import java.util.ArrayList;
import java.util.List;

/// What a sweep is to do, kept with what it makes: a run that was ended is gone on with by the same
/// parts.
///
/// @param question what is asked of each chart
/// @param layout how the charts lie
/// @param files the files, as they were when it was made
/// @param knowledge the hash of the knowledge
/// @param parts what the tasks do
record Plan(
        Question question,
        Layout layout,
        List<InputFile> files,
        String knowledge,
        List<Part> parts) {

    Plan {
        files = List.copyOf(files);
        parts = List.copyOf(parts);
    }

    /// A file of the input.
    ///
    /// @param path where it is
    /// @param name what it is called within the input
    /// @param bytes how large it is
    /// @param changed when it was last changed
    record InputFile(String path, String name, long bytes, long changed) {}

    /// Why what was made by another plan cannot be gone on with by this; empty where it can.
    String differenceFrom(Plan earlier) {
        if (!question.equals(earlier.question)) {
            return "it asked something else (" + earlier.question + ")";
        }
        if (!knowledge.equals(earlier.knowledge)) {
            return "the knowledge or the site's maps changed since";
        }
        if (!files.equals(earlier.files) || layout != earlier.layout) {
            return "the input changed since";
        }
        return "";
    }

    /// Cuts files into slices. Files that can be cut are, small ones stay whole.
    ///
    /// @param most bytes of a slice
    static List<Slice> slices(List<InputFile> files, long most) {
        List<Slice> slices = new ArrayList<>();
        for (int number = 0; number < files.size(); number++) {
            InputFile file = files.get(number);
            Slice whole =
                    new Slice(file.path(), file.name(), number, 0, Math.max(1, file.bytes()), 0);
            switch (whole.kind()) {
                case LINES, PARQUET -> cut(whole, most, slices);
                case PACKED_LINES, ONE_CHART -> slices.add(whole);
            }
        }
        return slices;
    }

    private static void cut(Slice whole, long most, List<Slice> slices) {
        long pieces = Math.max(1, (whole.to() + most / 2) / most);
        for (long i = 0; i < pieces; i++) {
            slices.add(
                    new Slice(
                            whole.path(),
                            whole.name(),
                            whole.number(),
                            whole.to() * i / pieces,
                            whole.to() * (i + 1) / pieces,
                            0));
        }
    }

    /// Puts slices together to parts of about that size, in their order.
    ///
    /// @param charts how many charts there are in each slice
    static List<Part> parts(List<Slice> slices, List<Long> charts, long most) {
        List<Part> parts = new ArrayList<>();
        List<Slice> together = new ArrayList<>();
        long bytes = 0;
        long count = 0;
        for (int i = 0; i < slices.size(); i++) {
            Slice slice = slices.get(i);
            long size = slice.to() - slice.from();
            if (!together.isEmpty() && bytes + size > most) {
                parts.add(new Part(parts.size(), together, count));
                together.clear();
                bytes = 0;
                count = 0;
            }
            together.add(slice);
            bytes += size;
            count += charts.get(i);
        }
        if (!together.isEmpty()) {
            parts.add(new Part(parts.size(), together, count));
        }
        return parts;
    }
}
