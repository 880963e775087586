package org.osteon.app.http.server;

import java.util.Map;

/// What Spring Boot is told of every server, whatever its site wants.
final class ServerProperties {
    static final Map<String, String> USUAL =
            Map.ofEntries(
                    Map.entry("server.shutdown", "graceful"),
                    Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "20s"),
                    Map.entry("spring.jmx.enabled", "false"),
                    // No door takes a form in the body of a PUT, and each start would wait for it.
                    Map.entry("spring.mvc.formcontent.filter.enabled", "false"),
                    Map.entry("server.compression.enabled", "true"),
                    // A typing with all its alleles, in the address of a donor search, is long.
                    Map.entry("server.max-http-request-header-size", "64KB"),
                    // Threads that wait cost little: whoever sends slowly is not felt (Limits).
                    Map.entry("spring.threads.virtual.enabled", "true"),
                    Map.entry("server.tomcat.connection-timeout", "20s"),
                    // What could not be read is not read again for the page that says so.
                    Map.entry("spring.servlet.multipart.resolve-lazily", "true"),
                    Map.entry("server.tomcat.max-connections", "10000"),
                    Map.entry("logging.level.root", "WARN"),
                    // What a client did wrong is told to the client.
                    Map.entry("logging.level.org.springframework.web", "ERROR"),
                    Map.entry("logging.level.ca.uhn.fhir.rest.server", "ERROR"),
                    // A refusal is no fault; faults are logged where they are told (FhirProblems).
                    Map.entry("logging.level.ca.uhn.fhir.interceptor.executor", "OFF"),
                    // What keeps the server from starting is told in one line by the command.
                    Map.entry("logging.level.org.springframework.boot.SpringApplication", "OFF"),
                    Map.entry("logging.level.org.springframework.boot.diagnostics", "OFF"),
                    Map.entry("logging.level.org.springframework.boot.web.server", "ERROR"),
                    Map.entry("logging.level.org.apache.catalina", "ERROR"));

    private ServerProperties() {}
}
