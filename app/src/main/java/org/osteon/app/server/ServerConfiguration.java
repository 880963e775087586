package org.osteon.app.server;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/// The doors of the server, found by their annotations.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan({
    "org.osteon.app.server",
    "org.osteon.app.web",
    "org.osteon.app.fhir",
    "org.osteon.app.hooks"
})
class ServerConfiguration {}
