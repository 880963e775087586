package org.osteon.app.feeds;

import java.nio.file.Path;

/// A listener in a process of its own, to be killed. Writes its port, then serves until it dies.
final class ListeningProcess {
    private ListeningProcess() {}

    public static void main(String[] args) throws InterruptedException {
        try (Listening listening = new Listening(Path.of(args[0]))) {
            System.out.println(listening.port());
            System.out.flush();
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
