package org.osteon.app.http.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.FileSystemGeneratedFiles;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.boot.web.context.servlet.ApplicationServletEnvironment;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.env.MapPropertySource;
import org.springframework.javapoet.ClassName;
import org.springframework.util.ClassUtils;

/// What Spring finds out at each start of a server (which classes are doors, what each needs, which
/// of Spring Boot's settings hold) is the same at all of them: the build finds it out once and
/// keeps it as classes, run when the others are compiled. Where they are missing, as in a
/// development environment that knows nothing of them, it is found out at the start.
public final class BeansAhead {
    /// Whether Spring takes what was found out before.
    static final String ENABLED = "spring.aot.enabled";

    private BeansAhead() {}

    /// Has servers of this process take what was found out, where it is.
    static void take() {
        if (System.getProperty(ENABLED) == null) {
            System.setProperty(ENABLED, String.valueOf(isWritten()));
        }
    }

    static boolean isWritten() {
        return ClassUtils.isPresent(
                ServerConfiguration.class.getName() + "__ApplicationContextInitializer",
                BeansAhead.class.getClassLoader());
    }

    /// Writes the classes, in place of earlier ones. Argument: the folder of the module's classes.
    public static void main(String[] args) throws IOException {
        Path classes = Path.of(args[0]);
        for (Path file : files(classes)) {
            if (file.getFileName().toString().matches(".*__.*\\.class")) {
                Files.delete(file);
            }
        }
        Path folder = Files.createTempDirectory("osteon-beans");
        try {
            write(folder);
            compile(folder, classes);
        } finally {
            for (Path file : files(folder).reversed()) {
                Files.delete(file);
            }
        }
    }

    private static void write(Path folder) {
        var context = new ServletWebServerApplicationContext();
        var environment = new ApplicationServletEnvironment();
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("usual", Map.copyOf(ServerProperties.USUAL)));
        context.setEnvironment(environment);
        new AnnotatedBeanDefinitionReader(context).register(ServerConfiguration.class);
        var made =
                new DefaultGenerationContext(
                        new ClassNameGenerator(ClassName.get(ServerConfiguration.class)),
                        new FileSystemGeneratedFiles(kind -> folder.resolve(kind.name())));
        new ApplicationContextAotGenerator().processAheadOfTime(context, made);
        made.writeGeneratedContent();
    }

    private static void compile(Path folder, Path classes) throws IOException {
        List<String> told =
                new ArrayList<>(
                        List.of(
                                "-proc:none",
                                "-nowarn",
                                "-parameters",
                                "-classpath",
                                classes
                                        + File.pathSeparator
                                        + System.getProperty("java.class.path"),
                                "-d",
                                classes.toString()));
        files(folder.resolve(Kind.SOURCE.name())).stream()
                .map(Path::toString)
                .filter(file -> file.endsWith(".java"))
                .forEach(told::add);
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, told.toArray(String[]::new))
                != 0) {
            throw new IllegalStateException("what Spring wrote of the beans does not compile");
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList();
        }
    }
}
