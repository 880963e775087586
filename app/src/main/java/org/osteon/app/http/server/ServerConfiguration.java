package org.osteon.app.http.server;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/// The doors of the server, found by their annotations.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan({
    "org.osteon.app.http.server",
    "org.osteon.app.http.web",
    "org.osteon.app.http.fhir",
    "org.osteon.app.http.hooks",
    "org.osteon.app.http.oauth"
})
class ServerConfiguration {}
