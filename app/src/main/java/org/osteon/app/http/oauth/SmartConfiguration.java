package org.osteon.app.http.oauth;

import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osteon.app.http.ServerAddress;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What there is for programs, as SMART and OAuth (RFC 8414) have it told. Only what a test shows.
@Configuration(proxyBeanMethods = false)
class SmartConfiguration {
    @Bean
    ServletRegistrationBean<Told> smart() {
        ServletRegistrationBean<Told> registration =
                new ServletRegistrationBean<>(
                        new Told(),
                        "/fhir/.well-known/smart-configuration",
                        "/.well-known/smart-configuration",
                        "/.well-known/oauth-authorization-server",
                        "/.well-known/openid-configuration");
        registration.setName("smart-configuration");
        return registration;
    }

    static Map<String, Object> told(HttpServletRequest request) {
        String server = ServerAddress.of(request);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("issuer", server);
        told.put("authorization_endpoint", server + ServerAddress.AUTHORIZE);
        told.put("token_endpoint", server + ServerAddress.TOKEN);
        told.put("jwks_uri", server + ServerAddress.KEYS);
        told.put("introspection_endpoint", server + "/oauth/introspect");
        told.put("revocation_endpoint", server + "/oauth/revoke");
        told.put(
                "grant_types_supported",
                List.of("authorization_code", "refresh_token", "client_credentials"));
        told.put("response_types_supported", List.of("code"));
        told.put("response_modes_supported", List.of("query"));
        told.put("subject_types_supported", List.of("public"));
        told.put("id_token_signing_alg_values_supported", List.of("RS256"));
        told.put("code_challenge_methods_supported", List.of("S256"));
        told.put("authorization_response_iss_parameter_supported", true);
        List<String> methods = List.of("none", "client_secret_basic", "private_key_jwt");
        List<String> algorithms = List.of("RS384", "ES384");
        told.put("token_endpoint_auth_methods_supported", methods);
        told.put("token_endpoint_auth_signing_alg_values_supported", algorithms);
        told.put("introspection_endpoint_auth_methods_supported", methods.subList(1, 3));
        told.put("introspection_endpoint_auth_signing_alg_values_supported", algorithms);
        told.put("revocation_endpoint_auth_methods_supported", methods);
        told.put("revocation_endpoint_auth_signing_alg_values_supported", algorithms);
        told.put(
                "scopes_supported",
                List.of(
                        "launch",
                        "launch/patient",
                        "offline_access",
                        "online_access",
                        "openid",
                        "fhirUser",
                        "patient/*.cruds",
                        "user/*.cruds",
                        "system/*.cruds"));
        told.put(
                "capabilities",
                List.of(
                        "launch-ehr",
                        "launch-standalone",
                        "client-public",
                        "client-confidential-symmetric",
                        "client-confidential-asymmetric",
                        "context-ehr-patient",
                        "context-standalone-patient",
                        "context-banner",
                        "sso-openid-connect",
                        "permission-offline",
                        "permission-online",
                        "permission-patient",
                        "permission-user",
                        "permission-v2"));
        return told;
    }

    static final class Told extends HttpServlet {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            response.setContentType("application/json;charset=UTF-8");
            response.getOutputStream().write(new JsonMapper().writeValueAsBytes(told(request)));
        }
    }
}
