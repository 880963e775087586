package org.osteon.app.command;

import java.util.concurrent.Callable;
import org.osteon.app.UnusableInputException;
import picocli.CommandLine.Command;

/// `osteon verify`: the launcher runs it, since it builds; this class explains it.
@Command(
        name = "verify",
        header = "Runs all tests, setting up what they need.",
        description = {
            "",
            "For those who change Osteon: compiles everything, runs every test, and prints the"
                    + " closing lines. Needs the network where libraries or a browser are not there"
                    + " yet (as root on Debian it installs chromium and chromium-driver).",
        },
        footer = {"", "Example:", "  ./osteon verify"})
public final class VerifyCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UnusableInputException(
                "start it with the launcher in the project's folder: ./osteon verify");
    }
}
