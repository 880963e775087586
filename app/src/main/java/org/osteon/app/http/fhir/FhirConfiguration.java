package org.osteon.app.http.fhir;

import java.time.Clock;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.bulk.BulkExports;
import org.osteon.records.charts.Records;
import org.osteon.records.notices.Notices;
import org.osteon.records.people.SealedTexts;
import org.osteon.records.people.Sessions;
import org.osteon.workflow.forms.FormLibrary;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Opens the FHIR door. The servlet starts with its first request, or by `Server.makeReady`: the
/// pages need not wait for it.
@Configuration(proxyBeanMethods = false)
class FhirConfiguration {
    static final String PATH = "/fhir";

    @Bean
    ServletRegistrationBean<FhirServlet> fhir(
            Records records,
            KnowledgeBase knowledge,
            FormLibrary forms,
            Clock clock,
            BulkExports exports,
            Notices notices,
            Sessions sessions,
            SealedTexts sealed) {
        var registration =
                new ServletRegistrationBean<>(
                        new FhirServlet(
                                records, knowledge, forms, clock, exports, notices, sessions,
                                sealed),
                        PATH + "/*");
        registration.setName("fhir");
        registration.setLoadOnStartup(-1);
        return registration;
    }

    @Bean
    ServletRegistrationBean<BulkServlet> bulk(BulkExports exports) {
        var registration =
                new ServletRegistrationBean<>(new BulkServlet(exports), BulkServlet.PATH + "/*");
        registration.setName("bulk");
        registration.setLoadOnStartup(-1);
        return registration;
    }
}
