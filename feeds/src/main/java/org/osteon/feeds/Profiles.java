package org.osteon.feeds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The profiles of a folder, one file for each sender.
///
/// @param all those that can be used
/// @param problems what is wrong with the others
public record Profiles(List<SourceProfile> all, List<ProfileProblem> problems) {
    public Profiles {
        all = List.copyOf(all);
        problems = List.copyOf(problems);
    }

    /// Reads `*.json` of a folder.
    ///
    /// @throws IOException where it cannot be read
    public static Profiles read(Path folder) throws IOException {
        List<ProfileProblem> problems = new ArrayList<>();
        List<SourceProfile> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".json")).sorted().toList()) {
                String name = file.getFileName().toString();
                ProfileReader.read(
                                name.substring(0, name.length() - ".json".length()),
                                Files.readString(file),
                                problems)
                        .ifPresent(all::add);
            }
        }
        for (int i = 0; i < all.size(); i++) {
            for (SourceProfile other : all.subList(i + 1, all.size())) {
                for (SourceProfile.Sender sender : all.get(i).senders()) {
                    if (other.senders().contains(sender)) {
                        problems.add(
                                new ProfileProblem(
                                        other.name() + ".json",
                                        "senders",
                                        sender + " is in " + all.get(i).name() + ".json, too"));
                    }
                }
            }
        }
        return new Profiles(all, problems);
    }

    /// Reads one.
    ///
    /// @param name of its file, without `.json`
    public static Profiles of(String name, String json) {
        List<ProfileProblem> problems = new ArrayList<>();
        return new Profiles(ProfileReader.read(name, json, problems).stream().toList(), problems);
    }

    /// The one of a message's sender: one that names the facility before one that takes any.
    public Optional<SourceProfile> of(Envelope envelope) {
        return all.stream()
                .filter(one -> one.isOf(envelope))
                .max((a, b) -> Boolean.compare(names(a, envelope), names(b, envelope)));
    }

    private static boolean names(SourceProfile profile, Envelope envelope) {
        return profile.senders().stream()
                .anyMatch(one -> !one.facility().isEmpty() && one.is(envelope));
    }
}
