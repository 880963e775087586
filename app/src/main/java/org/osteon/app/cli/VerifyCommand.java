package org.osteon.app.cli;

import java.util.concurrent.Callable;
import org.osteon.records.words.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `osteon verify`: the launcher runs it, since it builds; this class explains it.
@Command(
        name = "verify",
        header = "Runs all tests, setting up what they need.",
        description = {
            "",
            "For those who change Osteon: compiles everything, runs the tests, prints the closing"
                    + " lines and what was skipped and why. With --long also the tests that take their"
                    + " time: many kills, every story in a browser. Needs the network where libraries"
                    + " or a browser are not there yet (as root on Debian it installs chromium and"
                    + " chromium-driver).",
        },
        footer = {"", "Example:", "  ./osteon verify"})
public final class VerifyCommand implements Callable<Integer> {
    @Option(names = "--long", description = "also the tests that take their time")
    private boolean thorough;

    @Override
    public Integer call() {
        throw Problem.unusable(
                "start it with the launcher in the project's folder: ./osteon verify"
                        + (thorough ? " --long" : ""));
    }
}
