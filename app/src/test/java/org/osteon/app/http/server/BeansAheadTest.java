package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.LoadedKnowledge;
import org.osteon.store.ChartStore;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/// What the build found out of the doors is what a start would find.
class BeansAheadTest {
    @TempDir private Path folder;

    @Test
    void aServerHasTheSameBeansWhetherTheyWereWrittenDownOrAreFoundAtItsStart() {
        assumeTrue(BeansAhead.isWritten(), "not built by Maven, which has BeansAhead write them");

        Map<String, String> found = beans(false);
        Map<String, String> written = beans(true);

        assertThat(found).hasSizeGreaterThan(100);
        assertThat(written).containsExactlyInAnyOrderEntriesOf(found);
    }

    @Test
    void aFileOfSettingsThatLiesWhereAServerIsStartedSaysNothingToIt() throws IOException {
        Files.writeString(folder.resolve("application.properties"), "osteon.trial=yes");
        System.setProperty("spring.config.location", folder.toUri().toString());
        try (ConfigurableApplicationContext context = application("settings").run()) {
            assertThat(context.getEnvironment().getProperty("osteon.trial")).isNull();
        } finally {
            System.clearProperty("spring.config.location");
        }
    }

    private SpringApplication application(String name) {
        return Server.application(
                new Server.Contents(
                        ChartStore.open(folder.resolve(name + ".db")),
                        LoadedKnowledge.of(TestServer.KNOWLEDGE),
                        Clock.fixed(TestServer.NOW, ZoneOffset.UTC),
                        new Server.Demonstration(false)),
                ServerBinding.on("127.0.0.1", 0),
                Limits.usual());
    }

    private Map<String, String> beans(boolean areWritten) {
        String before = System.setProperty(BeansAhead.ENABLED, String.valueOf(areWritten));
        SpringApplication application = application(String.valueOf(areWritten));
        try (ConfigurableApplicationContext context = application.run()) {
            assertThat(context).isInstanceOf(ServletWebServerApplicationContext.class);
            Map<String, String> beans = new TreeMap<>();
            for (String name : context.getBeanDefinitionNames()) {
                // Spring's own, by which it finds the others.
                if (!name.contains(".internal")) {
                    beans.put(name, kind(context.getType(name)));
                }
            }
            return beans;
        } finally {
            if (before == null) {
                System.clearProperty(BeansAhead.ENABLED);
            } else {
                System.setProperty(BeansAhead.ENABLED, before);
            }
        }
    }

    /// Without the number that each process gives to what is written as an expression.
    private static String kind(@Nullable Class<?> type) {
        return String.valueOf(type).replaceFirst("/0x.*", "");
    }
}
