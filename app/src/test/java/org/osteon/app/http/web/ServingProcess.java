package org.osteon.app.http.web;

import java.nio.file.Path;

/// Pages served by a process of its own, to be killed. Writes their address and, on the next line,
/// the session of somebody who may do everything, then serves until it dies.
final class ServingProcess {
    private ServingProcess() {}

    public static void main(String[] args) throws InterruptedException {
        RunningPages pages = RunningPages.in(Path.of(args[0]));
        System.out.println(pages.url(""));
        System.out.println(pages.people().session("N. Example", ""));
        System.out.flush();
        Thread.sleep(Long.MAX_VALUE);
    }
}
