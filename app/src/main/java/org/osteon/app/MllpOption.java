package org.osteon.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.app.feeds.MllpListener;
import org.osteon.app.feeds.MllpSettings;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.FeedRecords;
import org.osteon.records.feeds.Feeds;
import org.osteon.records.feeds.ProfileFolder;
import org.osteon.records.words.Problem;
import picocli.CommandLine.Option;

/// Whether and how messages of other systems are taken.
final class MllpOption {
    @Option(
            names = "--feeds",
            paramLabel = "DIR",
            description = "folder of the senders' profiles (*.json) for HL7 v2; default: none")
    private @Nullable Path folder;

    @Option(
            names = "--mllp",
            paramLabel = "PORT",
            description = "port on which HL7 v2 messages are taken (MLLP); default: none are")
    private @Nullable Integer port;

    @Option(
            names = "--mllp-bind",
            paramLabel = "ADDRESS",
            description =
                    "address for --mllp; default: 127.0.0.1. Another than this machine's own only with TLS")
    private String bind = "127.0.0.1";

    @Option(
            names = "--mllp-certificate",
            paramLabel = "FILE",
            description = "the certificate for --mllp with its chain, PEM; with --mllp-key")
    private @Nullable Path certificate;

    @Option(
            names = "--mllp-key",
            paramLabel = "FILE",
            description = "its key, PEM without a passphrase")
    private @Nullable Path key;

    @Option(
            names = "--mllp-client-ca",
            paramLabel = "FILE",
            description = "senders show a certificate of this authority (PEM)")
    private @Nullable Path authority;

    /// What takes messages; empty where no profiles are named.
    Optional<Feeds> feeds(FeedRecords records, KnowledgeBase knowledge) throws IOException {
        if (folder == null) {
            return Optional.empty();
        }
        if (!Files.isDirectory(folder)) {
            throw Problem.unusable("no such folder of profiles: " + folder);
        }
        ProfileFolder profiles = new ProfileFolder(folder);
        if (!profiles.profiles().problems().isEmpty()) {
            throw Problem.unusable(
                    "a profile of --feeds: " + profiles.profiles().problems().getFirst());
        }
        return Optional.of(new Feeds(records, profiles, knowledge));
    }

    /// That what was given fits together.
    void check() {
        if (port != null && (port < 0 || port > 65535)) {
            throw Problem.unusable("a port is 0 to 65535, not " + port);
        }
        if (port != null && folder == null) {
            throw Problem.unusable(
                    "--mllp takes messages by profiles of their senders: give --feeds DIR");
        }
        if ((certificate == null) != (key == null)) {
            throw Problem.unusable(
                    "--mllp-certificate and --mllp-key belong together; one of them is missing");
        }
        if (authority != null && certificate == null) {
            throw Problem.unusable("--mllp-client-ca asks for --mllp-certificate and --mllp-key");
        }
    }

    /// Starts to listen; empty where no port is named.
    Optional<MllpListener> listen(Optional<Feeds> feeds) {
        if (port == null || feeds.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                MllpListener.start(
                        feeds.get(),
                        MllpSettings.on(bind, port)
                                .with(
                                        certificate == null || key == null
                                                ? Optional.empty()
                                                : Optional.of(
                                                        new MllpSettings.Tls(certificate, key)),
                                        Optional.ofNullable(authority))));
    }
}
