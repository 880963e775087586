package org.osteon.app.http.server;

import org.osteon.records.rounds.RightOfWay;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// How requests come off the wire: each in a thread that costs little, each body watched.
@Configuration(proxyBeanMethods = false)
class WireConfiguration {
    /// Signs that an address should not have and that clients write all the same:
    /// `code=system|code`. They are values like any other.
    private static final String AS_WRITTEN = "|<>\"{}[]^`\\";

    @Bean
    Bodies bodies(Limits limits) {
        return new Bodies(limits);
    }

    @Bean
    Turns turns(Limits limits, RightOfWay way) {
        return new Turns(limits, way);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> wire(Bodies bodies, Limits limits) {
        return factory -> {
            factory.setProtocol(Connections.class.getName());
            factory.addEngineValves(new BodyValve(bodies));
            factory.addConnectorCustomizers(connector -> {
                connector.setProperty("relaxedQueryChars", AS_WRITTEN);
                if (connector.getProtocolHandler() instanceof Connections connections) {
                    connections.within(limits);
                }
            });
            factory.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new WireErrorValve()));
        };
    }
}
