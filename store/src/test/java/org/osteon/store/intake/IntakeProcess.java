package org.osteon.store.intake;

import java.nio.file.Path;
import java.time.InstantSource;
import org.osteon.store.ChartStore;

/// A program that imports a folder and then prints `DONE`, unless it is killed before.
///
/// Arguments: location of the store, the folder.
final class IntakeProcess {
    private IntakeProcess() {}

    public static void main(String[] arguments) throws Exception {
        try (ChartStore store = ChartStore.open(arguments[0])) {
            Intake intake =
                    new Intake(
                            store,
                            "test",
                            InstantSource.system(),
                            new IntakeReport(System.out::println),
                            _ -> {});
            System.out.println("READY");
            System.out.flush();
            for (Path file : Intake.files(Path.of(arguments[1]))) {
                intake.file(file);
            }
            intake.finish();
        }
        System.out.println("DONE");
    }
}
